package io.paydesk.dev.sandbox;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;

/**
 * A pretend Stripe for the tests of any project. Point Stripe's own library at {@link #apiBase()}:
 *
 * <pre>{@code
 * try (var stripe = StripeSandbox.start()) {
 *   var client =
 *       StripeClient.builder()
 *           .setApiKey(stripe.secretKey())
 *           .setApiBase(stripe.apiBase().toString())
 *           .build();
 *   stripe.sendEventsTo(URI.create("http://127.0.0.1:8080/webhooks/stripe"));
 *   stripe.faults().failNext("POST /v1/payment_intents", 500, 1);
 * }
 * }</pre>
 *
 * <p>It speaks <a href="https://docs.stripe.com/api">Stripe's API</a> of version 2026-07-29.dahlia
 * and refuses every other. Amounts are in the smallest unit of their currency. What Stripe would
 * refuse is an {@link IllegalStateException} here, and its message is Stripe's. Thread-safe.
 */
public final class StripeSandbox implements AutoCloseable {

  private final SandboxSettings settings;
  private final Sandbox sandbox;

  private StripeSandbox(SandboxSettings settings) {
    this.settings = settings;
    this.sandbox = Sandbox.start(settings);
  }

  /** Starts on a free port of this machine, with fresh test keys and nothing on disk. */
  public static StripeSandbox start() {
    return start(SandboxSettings.forTests());
  }

  /**
   * @throws java.io.UncheckedIOException when it cannot listen there
   */
  public static StripeSandbox start(SandboxSettings settings) {
    return new StripeSandbox(settings);
  }

  /** Where it answers, without a path: {@code http://127.0.0.1:43211}. */
  public URI apiBase() {
    return sandbox.baseUri();
  }

  /** The stand-in for Stripe.js, which a page loads in its place. */
  public URI script() {
    return apiBase().resolve("/dahlia/stripe.js");
  }

  /** The API key of a server: it may make every call. */
  public String secretKey() {
    return settings.secretKey();
  }

  /** The API key of a browser: with a client secret it may confirm. */
  public String publishableKey() {
    return settings.publishableKey();
  }

  /** What events are signed with, for {@code Webhook.constructEvent}. */
  public String webhookSecret() {
    return settings.webhookSecret();
  }

  /**
   * Sends events to this webhook endpoint from now on, first those that nobody has taken yet. An
   * event is repeated until the endpoint answers with 2xx.
   *
   * @param webhookEndpoint null for nowhere: events wait
   */
  public void sendEventsTo(URI webhookEndpoint) {
    sandbox.deliverTo(webhookEndpoint);
  }

  /** Whether no event is under way to the webhook endpoint or waits for a retry. */
  public boolean hasSentAllEvents() {
    return sandbox.isQuiet();
  }

  /**
   * Sends an event again, even if it was taken.
   *
   * @throws IllegalArgumentException when there is no such event
   */
  public void resendEvent(String eventId) {
    sandbox.redeliver(eventId);
  }

  /** Faults for the next requests and for events. */
  public Faults faults() {
    return sandbox.faults();
  }

  /** All requests so far, oldest first, including refused ones. */
  public List<RecordedRequest> requests() {
    return sandbox.requests();
  }

  /** Forgets the requests so far. */
  public void clearRequests() {
    sandbox.clearRequests();
  }

  /**
   * Answers 3-D Secure, as the payer does on the bank's page.
   *
   * @param intentId of a PaymentIntent or SetupIntent with {@code requires_action}
   * @param passed false for a payer who fails
   */
  public void authenticate(String intentId, boolean passed) {
    sandbox.authenticate(intentId, passed);
  }

  /**
   * Enters an e-mail address at a Checkout Session and pays, as the payer does on Stripe's page.
   * After a decline the session is still open.
   *
   * @param email null where the session knows it
   * @param card a test card's number or {@code pm_} token; null where there is nothing to pay
   * @see <a href="https://docs.stripe.com/payments/checkout">Checkout</a>
   */
  public void payCheckout(String sessionId, String email, String card) {
    if (email != null) {
      sandbox.checkout().email(sessionId, email);
    }
    sandbox.checkout().pay(sessionId, card);
  }

  /** Enters a promotion code at a Checkout Session; an empty one removes it. */
  public void enterPromotionCode(String sessionId, String code) {
    sandbox.checkout().code(sessionId, code);
  }

  /**
   * Enters the payer's address at a Checkout Session, which automatic tax needs.
   *
   * @param address Stripe's fields, such as {@code country} and {@code state}
   */
  public void enterAddress(String sessionId, Map<String, String> address) {
    sandbox.checkout().address(sessionId, address);
  }

  /**
   * Disputes what is not refunded of a payment that succeeded.
   *
   * @param reason one of Stripe's, such as {@code fraudulent}
   * @return the dispute's id
   * @see <a href="https://docs.stripe.com/disputes">Disputes</a>
   */
  public String dispute(String paymentIntentId, String reason) {
    return sandbox.dispute(paymentIntentId, reason, false);
  }

  /**
   * Moves a dispute on, with its events and its money.
   *
   * @param status such as {@code under_review}, {@code won} or {@code lost}
   */
  public void setDisputeStatus(String disputeId, String status) {
    sandbox.disputeIs(disputeId, status);
  }

  /**
   * Makes a refund fail, even after it succeeded: its money is back at once.
   *
   * @param failureReason one of Stripe's, such as {@code lost_or_stolen_card}
   * @see <a href="https://docs.stripe.com/refunds#failed-refunds">Failed refunds</a>
   */
  public void failRefund(String refundId, String failureReason) {
    sandbox.refundFails(refundId, failureReason);
  }

  /** The sandbox's own time. */
  public Instant now() {
    return sandbox.now();
  }

  /**
   * Moves the clock on, like one of Stripe's test clocks: subscriptions renew, trials end and
   * payments are retried, each at its time.
   *
   * @param by such as {@code Duration.ofHours(1)} or {@code Period.ofMonths(1)}
   * @see <a href="https://docs.stripe.com/billing/testing/test-clocks">Test clocks</a>
   */
  public void advanceClock(TemporalAmount by) {
    sandbox.advanceClock(by);
  }

  /** Stops listening and sending. Objects are kept only with a state file. */
  @Override
  public void close() {
    sandbox.close();
  }
}
