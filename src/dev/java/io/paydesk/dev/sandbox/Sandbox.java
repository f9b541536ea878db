package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A pretend Stripe on a port of its own. Point a client's API base at {@link #baseUri()}, and
 * webhooks with {@link #deliverTo}. It speaks <a href="https://docs.stripe.com/api">Stripe's
 * API</a> of version 2026-07-29.dahlia for PaymentIntents, customers, charges, refunds, disputes,
 * the balance, events, and subscriptions with their prices and invoices.
 */
public final class Sandbox implements AutoCloseable {

  private final Daemons daemons = Daemons.start();
  private final SandboxClock clock = new SandboxClock();
  private final Store store = new Store();
  private final Faults faults = new Faults();
  private final StateFile state;
  private final Deliveries deliveries;
  private final Parts parts;
  private final ThreeDSecure threeDSecure;
  private final Api api;
  private final FrontDoor frontDoor;
  private final Doors doors;
  private final Controls controls;
  private final RiskControls risk;
  private final BillingControls billing;
  private final CheckoutControls checkout;
  private final Passage passage;

  private Sandbox(SandboxSettings settings) throws IOException {
    var scheduler = daemons.scheduler();
    this.state = new StateFile(settings.stateFile(), store, clock, scheduler);
    this.deliveries =
        new Deliveries(
            store, faults, settings.webhookSecret(), scheduler, daemons.senders(), state::changed);
    Later later = new Later(store, scheduler, settings.delayedSuccess(), faults, state::changed);
    this.parts = new Parts(store, clock, deliveries::accept, this::baseUri, later);
    this.threeDSecure =
        new ThreeDSecure(store, parts.confirmation, parts.billing.setups, state::changed);
    this.controls = new Controls(store, parts, state::changed);
    this.risk = new RiskControls(store, parts, controls);
    this.api = new Api(store, Routes.of(parts), state::changed);
    var keys = new IdempotencyKeys(store, clock);
    this.frontDoor = new FrontDoor(settings, api, keys, faults, scheduler, daemons.workers());
    this.doors = new Doors(settings.host(), settings.port(), daemons.workers());
    doors.add("/v1", frontDoor);
    this.billing = new BillingControls(store, parts, controls, api);
    this.passage = new Passage(store, clock, parts.billing.due, state::changed);
    this.checkout = new CheckoutControls(store, parts.checkout, controls);
    var orders =
        new ControlOrders(
            controls,
            risk,
            new BillingOrders(billing, passage, clock),
            new CheckoutOrders(checkout),
            new Wallets(store));
    doors.add(CheckoutDoor.PATH, new CheckoutDoor(store, parts.checkout, state::changed));
    for (String path : List.of(PaperDoor.RECEIPTS, PaperDoor.INVOICES)) {
      doors.add(path, new PaperDoor(store));
    }
    for (String path : StripeJsDoor.PATHS) {
      doors.add(path, new StripeJsDoor());
    }
    doors.add("/sandbox", new ControlDoor(faults, threeDSecure, orders));
  }

  /** Starts with the settings' host and port, or on a free port. */
  public static Sandbox start(SandboxSettings settings) {
    try {
      Sandbox sandbox = new Sandbox(settings);
      try {
        sandbox.open();
      } catch (RuntimeException e) {
        sandbox.stop();
        throw e;
      }
      return sandbox;
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot listen on " + settings.where(), e);
    }
  }

  private void open() {
    state.load();
    synchronized (store) {
      parts.resume();
    }
    passage.goOn(daemons.scheduler());
    doors.open();
  }

  public URI baseUri() {
    return doors.uri();
  }

  /** Where signed webhooks go, including those not delivered yet; null while nobody listens. */
  public void deliverTo(URI webhook) {
    deliveries.to(webhook);
  }

  /** Whether no event is under way to the webhook or waits for a retry. */
  public boolean isQuiet() {
    return deliveries.isQuiet();
  }

  public Faults faults() {
    return faults;
  }

  /** All requests so far, including refused ones. */
  public List<RecordedRequest> requests() {
    return frontDoor.requests();
  }

  public void clearRequests() {
    frontDoor.clearRequests();
  }

  /** A copy, or null. */
  public JsonNode paymentIntent(String id) {
    return controls.copy(store.paymentIntents, id);
  }

  public List<JsonNode> paymentIntents() {
    return controls.copies(store.paymentIntents);
  }

  public List<JsonNode> customers() {
    return controls.copies(store.customers);
  }

  public List<JsonNode> events() {
    return controls.copies(store.events);
  }

  /** Those that fit, oldest first. */
  public List<JsonNode> events(Predicate<JsonNode> fit) {
    return controls.copies(store.events, fit);
  }

  /** The value of {@code Stripe-Signature} for this body. */
  public String signature(String body, Instant at, String secret) {
    return Signatures.header(body, at, secret);
  }

  /**
   * Pays as the payer's browser would, with the same code as the HTTP call.
   *
   * @param card a number or a {@code pm_} token
   * @return the intent afterwards, even after a decline
   * @throws IllegalStateException when the confirm is refused for another reason than a decline
   */
  public JsonNode confirm(String paymentIntentId, String card) {
    return Payer.confirm(api, "payment_intent", paymentIntentId, card);
  }

  /** Answers 3-D Secure, as the payer would on the bank's page. */
  public JsonNode authenticate(String paymentIntentId, boolean passed) {
    return threeDSecure.authenticate(paymentIntentId, passed);
  }

  /** A copy, or null. */
  public JsonNode dispute(String id) {
    return controls.copy(store.disputes, id);
  }

  /**
   * Disputes what is not refunded of a payment that succeeded.
   *
   * @param inquiry whether it is only a question of the bank, which takes no money unless it
   *     escalates
   * @return the dispute's id
   * @throws IllegalStateException when there is nothing to dispute, or all of it is disputed
   */
  public String dispute(String paymentIntentId, String reason, boolean inquiry) {
    return risk.disputed(paymentIntentId, reason, inquiry, null).path("id").asText();
  }

  /**
   * Moves a dispute on, with its events and its money. {@code needs_response} escalates an inquiry.
   *
   * @throws IllegalStateException when that is not possible
   */
  public void disputeIs(String disputeId, String status) {
    controls.disputeIs(disputeId, status);
  }

  /** Empties the available balance, like a payout: refunds are refused until money comes. */
  public void payOut(String currency) {
    controls.payOut(currency);
  }

  /**
   * The currency of the account's bank, to which the others are converted as they are booked.
   *
   * @param currency null for a balance in each currency, as at first
   */
  public void settleIn(String currency) {
    controls.settleIn(currency);
  }

  /**
   * Lets the rates move for what is booked from now on.
   *
   * @param permille of the sandbox's table; 1000 at first
   */
  public void ratesAre(int permille) {
    controls.ratesAre(permille);
  }

  /** A copy, or null. */
  public JsonNode refund(String id) {
    return controls.copy(store.refunds, id);
  }

  /**
   * Captures as in the dashboard.
   *
   * @throws IllegalStateException when Stripe would refuse it
   */
  public void captureAtDashboard(String paymentIntentId, long amount) {
    controls.captureAtDashboard(paymentIntentId, amount);
  }

  /**
   * Captures a part as a program does that speaks an API version before 2025-03-31.basil: what is
   * let go is listed as a refund.
   *
   * @return the refund's id
   * @throws IllegalStateException when Stripe would refuse it
   */
  public String captureByOlderProgram(String paymentIntentId, long amount) {
    return controls.captureByOlderProgram(paymentIntentId, amount).path("id").asText();
  }

  /**
   * Cancels as in the dashboard, which lets go what a bank holds.
   *
   * @throws IllegalStateException when Stripe would refuse it
   */
  public void cancelAtDashboard(String paymentIntentId) {
    controls.cancelAtDashboard(paymentIntentId);
  }

  /**
   * Refunds as in the dashboard, without metadata.
   *
   * @throws IllegalStateException when Stripe would refuse it
   */
  public String refundAtDashboard(String paymentIntentId, long amount) {
    return controls.refundAtDashboard(paymentIntentId, amount).path("id").asText();
  }

  /**
   * Makes a pending refund succeed at once.
   *
   * @throws IllegalStateException when it is not pending
   */
  public void refundSucceeds(String refundId) {
    controls.refundSucceeds(refundId);
  }

  /**
   * Makes a refund fail: its money is back at once.
   *
   * @param failureReason one of Stripe's
   */
  public void refundFails(String refundId, String failureReason) {
    controls.refundFails(refundId, failureReason);
  }

  /** While on, refunds stay as they began; afterwards they go on with the usual delay. */
  public void holdRefunds(boolean on) {
    controls.holdRefunds(on);
  }

  /** Sends the event again, whether it was delivered, dropped or neither. */
  public void redeliver(String eventId) {
    deliveries.again(eventId);
  }

  /**
   * The card's network says until when a saved card is good.
   *
   * @throws IllegalStateException where there is no such method
   */
  public void cardIsGoodUntil(String paymentMethodId, int month, int year) {
    controls.cardIsGoodUntil(paymentMethodId, month, year);
  }

  /**
   * The wallets that every browser has from now on; none at first.
   *
   * @param wallets such as {@code google_pay}
   * @throws IllegalArgumentException where there is no such wallet
   */
  public void browsersHave(Set<String> wallets) {
    new Wallets(store).available(wallets);
    state.changed();
  }

  /**
   * Something is wrong with a wallet on a registered domain, until that is validated.
   *
   * @param method such as {@code apple_pay}
   * @throws IllegalStateException where there is no such domain, or method
   */
  public void walletFails(String domain, String method, String message) {
    controls.walletFails(domain, method, message);
  }

  /** Partial disputes, and fraud warnings. */
  public RiskControls risk() {
    return risk;
  }

  /** What happens to subscriptions without the API. */
  public BillingControls billing() {
    return billing;
  }

  /** What payers do on Stripe's Checkout page. */
  public CheckoutControls checkout() {
    return checkout;
  }

  /** The sandbox's own time. */
  public Instant now() {
    return clock.now();
  }

  /**
   * Moves the sandbox's clock on by a duration or a period: what becomes due happens, each at its
   * time. From the last day of a month, whole months lead to the last day of a month.
   */
  public void advanceClock(TemporalAmount by) {
    passage.advance(by);
  }

  /**
   * @param ahead is told how far the sandbox's clock is ahead of the machine's: now, and each time
   *     before something happens because the clock is moved
   */
  public void followClock(Consumer<Duration> ahead) {
    clock.followedBy(ahead);
  }

  /** Sets the clock back to the machine's. Objects that were made meanwhile keep their times. */
  public void setClockRight() {
    clock.moveTo(Instant.now());
  }

  List<Route> routes() {
    return api.routes();
  }

  @Override
  public void close() {
    stop();
    state.write();
  }

  private void stop() {
    doors.close();
    daemons.stop();
  }
}
