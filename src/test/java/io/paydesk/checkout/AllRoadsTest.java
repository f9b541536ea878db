package io.paydesk.checkout;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever payers, the shop, people at Stripe's dashboard, banks and the network do, by every road:
 * the books are Stripe's in the end, and nothing is paid twice unseen.
 */
@QuarkusTest
class AllRoadsTest extends RoadsTest {

  private static final int STEPS = 70;

  /** How many orders a walk leads to, each many times. */
  private static final int WALKED = 4;

  private static final String GOOD = "4242424242424242";
  private static final String ASKS = "4000002760003184";

  private static final List<String> WAYS =
      List.of(
          GOOD,
          GOOD,
          ASKS,
          ASKS,
          "4000000000007726",
          "4000000000000002",
          "pm_usBankAccount_success",
          "pm_usBankAccount_insufficientFunds");

  private static final List<String> SURFACES = List.of("hosted", "embedded", "elements");

  private static final List<String> CALLS =
      List.of(
          "POST /v1/payment_intents",
          "POST /v1/checkout/sessions",
          "POST /v1/subscriptions",
          "POST /v1/refunds",
          "GET /v1/payment_intents",
          "GET /v1/checkout/sessions",
          "GET /v1/subscriptions");

  private enum Kind {
    PLAIN,
    HELD,
    REDUCED,
    TAXED,
    ENDING,
    MONTHLY,
    FREE,
    /** Its payer has kept an old window, and pays in both. */
    TWICE,
    /** Its payer has no account, and a token for this order only. */
    GUEST
  }

  @Inject DueRound dueRound;
  @Inject StripePace pace;

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  private final Map<Kind, Long> orders = new EnumMap<>(Kind.class);
  private final List<String> story = new ArrayList<>();
  private final List<String> codes = new ArrayList<>();
  private final List<String> cards = new ArrayList<>();

  /** Intents that Stripe has once said not to know; their payers still have the secrets. */
  private final Set<String> forgotten = new HashSet<>();

  /** The ids of those that were opened, with their orders. */
  private final Map<String, Long> disputes = new LinkedHashMap<>();

  private String guest;
  private String guestToken;

  private Random chance;
  private String price;

  /** More of them: {@code -Dpaydesk.walks=100}; others: {@code -Dpaydesk.walks.from=9}. */
  static LongStream seeds() {
    return LongStream.iterate(Long.getLong("paydesk.walks.from", 1), seed -> seed + 1)
        .limit(Integer.getInteger("paydesk.walks", 3));
  }

  @BeforeEach
  void open() {
    pace.pauseBeforeRepeats(false);
    cards.addAll(List.of(saved(GOOD), saved(ASKS), saved("4000000000000341")));
    for (var off : List.of("25", "100")) {
      var stripe = sandbox.baseUri().toString();
      codes.add(CheckoutTest.code(stripe, secretKey, Map.of("percent_off", off)).getString("code"));
    }
    var end = Instant.now().plus(Duration.ofHours(1)).toString();
    price = sandbox.billing().price("usd", 1500, "month");
    order(Kind.PLAIN, "99.99", Map.of());
    order(Kind.HELD, "80.00", Map.of("capture", "manual"));
    order(Kind.REDUCED, "40.00", Map.of("allowPromotionCodes", true));
    order(Kind.TAXED, "100.00", Map.of("automaticTax", true));
    order(Kind.ENDING, "12.00", Map.of("expiresAt", end));
    order(Kind.MONTHLY, "15.00", Map.of("priceId", price));
    order(Kind.FREE, "0", Map.of());
    order(Kind.TWICE, "25.00", Map.of());
    var body = Map.of("price", "30.00", "currency", "usd");
    var made = json(asService().body(body).post("/v1/orders"), 201);
    orders.put(Kind.GUEST, made.getLong("id"));
    guest = made.getString("userId");
    guestToken = made.getString("guestToken");
  }

  @Override
  protected String guest() {
    return guest;
  }

  private Request payerOf(long order) {
    return order == orders.get(Kind.GUEST)
        ? given().bearer(guestToken).contentType("application/json")
        : asUser();
  }

  private void order(Kind kind, String price, Map<String, Object> more) {
    var body = new HashMap<String, Object>(more);
    body.putAll(Map.of("userId", user, "price", price, "currency", "usd"));
    orders.put(kind, json(asService().body(body).post("/v1/orders"), 201).getLong("id"));
  }

  /** Nothing renews when another test moves the clock. Nobody waits for the news of its end. */
  @AfterEach
  void close() {
    pace.pauseBeforeRepeats(true);
    sandbox.faults().clear();
    sandbox.faults().dropEvents(true);
    sandbox
        .billing()
        .dashboard()
        .open()
        .forEach(one -> sandbox.billing().cancelAtDashboard(id(one)));
    sandbox.faults().dropEvents(false);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leadToTheBooksOfStripe(long seed) {
    chance = new Random(seed);
    var kinds = new ArrayList<>(List.of(Kind.values()));
    Collections.shuffle(kinds, chance);
    isPaidTwice();
    int forgets = chance.nextInt(STEPS / 4);
    int held = chance.nextInt(STEPS / 4);
    for (int step = 0; step < STEPS; step++) {
      if (step == forgets) {
        isForgottenEarly();
      }
      if (step == held) {
        isHeldTooLong();
      }
      var kind = kinds.get(chance.nextInt(WALKED));
      if (kind != Kind.FREE || chance.nextInt(4) == 0) {
        step(kind, orders.get(kind));
      }
    }
    sandbox.faults().clear();
    workedOff();

    eventually(
        x -> {
          lookAgain();
          orders.forEach(this::isAsStripeHasIt);
          nothingIsUnfinished();
        });
  }

  private void step(Kind kind, long order) {
    story.add(kind.toString());
    switch (chance.nextInt(35)) {
      case 0, 1, 2 -> begins(kind, order);
      case 3, 4, 5 -> asksForSession(order);
      case 6, 7, 8, 9, 10 -> paysSession(kind, order);
      case 11, 12, 13 -> paysIntent(kind, order);
      case 14, 15 -> authenticates(order);
      case 16 -> endsSession(order);
      case 17 -> hear("pays again", pay(order, any(cards)));
      case 18 -> hear("is charged", payOffSession(order, any(cards)));
      case 19 -> comesByLink(order);
      case 20 -> captures(order);
      case 21 -> cancelsPayment(order);
      case 22 -> cancelsOrder(order);
      case 23, 24 -> refunds(order);
      case 25 -> refundsAtDashboard(order);
      case 26 -> endsSubscription(order);
      case 27, 28 -> weather();
      case 29 -> isForgotten(kind, order, chance.nextBoolean());
      case 30, 31 -> isDisputed(order);
      case 32 -> disputeMoves();
      case 33 -> {
        if (sandbox.isQuiet() && chance.nextBoolean()) {
          daysPass();
        }
      }
      default -> looks();
    }
    story.remove(kind.toString()); // where nothing was to be done
  }

  private void tell(String what) {
    story.set(story.size() - 1, story.get(story.size() - 1) + " " + what);
  }

  private void hear(String what, Answer answer) {
    var type = answer.statusCode() < 300 ? "" : answer.<String>path("type");
    tell(what + ": " + answer.statusCode() + " " + type);
    isNoFault(answer);
  }

  private void isNoFault(Answer answer) {
    assertThat(answer.statusCode())
        .as("%s after %s", answer, told())
        .matches(status -> status < 500 || status == 503, "no fault of ours");
  }

  /** What a payer or the dashboard does; Stripe may refuse it. */
  private void atStripe(String what, Runnable act) {
    try {
      act.run();
      tell(what);
    } catch (IllegalStateException refused) {
      tell(what + ", refused: " + refused.getMessage());
    }
  }

  private <T> T any(List<T> all) {
    return all.get(chance.nextInt(all.size()));
  }

  /** Where this road does not lead to the order's payment, it is mostly not taken. */
  private void begins(Kind kind, long order) {
    boolean isRefused = kind == Kind.REDUCED || kind == Kind.TAXED;
    if (isRefused && chance.nextInt(4) > 0) {
      asksForSession(order);
    } else if (kind == Kind.MONTHLY && chance.nextInt(8) > 0) {
      var body = Map.of("orderId", order, "priceId", price);
      hear("subscribes", asUser().body(body).post("/v1/recurring-payments"));
    } else if (chance.nextBoolean()) {
      hear("begins", payerOf(order).body(Map.of("orderId", order)).post("/v1/payments"));
    } else {
      var body = Map.of("orderId", order, "savePaymentMethod", chance.nextBoolean());
      hear("begins and saves", payerOf(order).body(body).post("/v1/payments"));
    }
  }

  private void asksForSession(long order) {
    var surface = any(SURFACES);
    var body = new HashMap<>(CheckoutTest.on(surface, order));
    if (chance.nextInt(4) == 0) {
      body.put("savePaymentMethod", true);
    }
    hear("asks for " + surface, payerOf(order).body(body).post("/v1/checkout-sessions"));
  }

  private void paysSession(Kind kind, long order) {
    var open = sessionsOf(order).stream().filter(RoadsTest::isOpen).toList();
    if (open.isEmpty()) {
      asksForSession(order);
      return;
    }
    var id = any(open).path("id").asText();
    if (kind == Kind.REDUCED && chance.nextBoolean()) {
      var code = chance.nextInt(4) == 0 ? 1 : 0;
      atStripe("enters a code", () -> sandbox.checkout().code(id, codes.get(code)));
    }
    if (kind == Kind.TAXED) {
      var address = Map.of("country", chance.nextBoolean() ? "DE" : "FR");
      atStripe("enters " + address, () -> sandbox.checkout().address(id, address));
    }
    boolean isFree = sandbox.checkout().session(id).path("amount_total").asLong() == 0;
    var way = isFree ? null : any(WAYS);
    atStripe("pays the session by " + way, () -> sandbox.checkout().pay(id, way));
    mayAuthenticate(order);
  }

  private void endsSession(long order) {
    sessionsOf(order).stream()
        .filter(RoadsTest::isOpen)
        .map(RoadsTest::id)
        .findFirst()
        .ifPresent(id -> atStripe("lets the session end", () -> sandbox.checkout().expire(id)));
  }

  /** One that the payer has the secret of. */
  private void paysIntent(Kind kind, long order) {
    var waiting =
        bareIntentsOf(order).stream()
            .filter(intent -> is(intent, "requires_payment_method", "requires_action"))
            .toList();
    if (waiting.isEmpty()) {
      begins(kind, order);
      return;
    }
    var way = any(WAYS);
    atStripe("pays by " + way, () -> sandbox.confirm(id(waiting.get(0)), way));
    mayAuthenticate(order);
  }

  private void mayAuthenticate(long order) {
    if (chance.nextInt(3) > 0) {
      authenticates(order);
    }
  }

  private void authenticates(long order) {
    boolean passes = chance.nextInt(3) > 0;
    intentsOf(order).stream()
        .filter(intent -> is(intent, "requires_action"))
        .map(RoadsTest::id)
        .findFirst()
        .ifPresent(
            id -> atStripe("authenticates " + passes, () -> sandbox.authenticate(id, passes)));
  }

  private void comesByLink(long order) {
    var link = asService().body("{}").post("/v1/orders/" + order + "/pay-link");
    hear("gets a link", link);
    if (link.statusCode() == 201) {
      var token = link.<String>path("url").replaceFirst(".*/pay/", "");
      var guest = given().bearer(token).contentType("application/json");
      boolean bare = chance.nextInt(4) > 0;
      var body = bare ? Map.of("orderId", order) : CheckoutTest.on(any(SURFACES), order);
      var road = bare ? "/v1/payments" : "/v1/checkout-sessions";
      hear("begins at " + road, guest.body(body).post(road));
    }
  }

  private void captures(long order) {
    var body = any(List.of("{}", "{\"amount\": 3000}", "{\"amount\": 8001}"));
    any("payment", order)
        .ifPresent(
            id ->
                hear(
                    "captures " + body,
                    asService().body(body).post("/v1/payments/" + id + "/capture")));
  }

  private void cancelsPayment(long order) {
    any("payment", order)
        .ifPresent(
            id -> hear("cancels " + id, payerOf(order).post("/v1/payments/" + id + "/cancel")));
  }

  private void cancelsOrder(long order) {
    if (chance.nextInt(3) == 0) {
      hear("is canceled", asService().post("/v1/orders/" + order + "/cancel"));
    }
  }

  private void refunds(long order) {
    var paid = ids("payment", "amount_received > 0 and order_id = " + order);
    (paid.isEmpty() ? any("payment", order) : Optional.of(any(paid)))
        .ifPresent(
            id -> {
              var body = new HashMap<String, Object>(Map.of("paymentId", id));
              if (chance.nextBoolean()) {
                body.put("refundAmount", 1 + chance.nextInt(2000));
              }
              hear(
                  "is refunded " + body,
                  asAdmin()
                      .header("Idempotency-Key", UUID.randomUUID().toString())
                      .body(body)
                      .post("/v1/refunds"));
            });
  }

  private void refundsAtDashboard(long order) {
    intentsOf(order).stream()
        .filter(intent -> is(intent, "succeeded"))
        .findFirst()
        .ifPresent(
            intent -> {
              var id = id(intent);
              long all = intent.path("amount_received").asLong();
              long amount = chance.nextBoolean() ? all : 1 + chance.nextInt((int) all);
              atStripe(
                  "is refunded %d at the dashboard".formatted(amount),
                  () -> sandbox.refundAtDashboard(id, amount));
            });
  }

  private void endsSubscription(long order) {
    any("recurring_payment", order)
        .ifPresent(
            id ->
                hear(
                    "ends its subscription",
                    asUser()
                        .body(Map.of("when", chance.nextBoolean() ? "now" : "period_end"))
                        .post("/v1/recurring-payments/" + id + "/cancel")));
  }

  /** So few steps lead to these two by themselves that each walk goes there once. */
  private void isForgottenEarly() {
    var kind = any(List.of(Kind.PLAIN, Kind.ENDING, Kind.GUEST));
    long order = orders.get(kind);
    sandbox.faults().clear();
    story.add(kind.toString());
    hear("begins", payerOf(order).body(Map.of("orderId", order)).post("/v1/payments"));
    isForgotten(kind, order, true);
  }

  /** No walk comes to a second success by chance alone. */
  private void isPaidTwice() {
    long order = orders.get(Kind.TWICE);
    story.add(Kind.TWICE.toString());
    hear("begins", start(order));
    isForgotten(Kind.TWICE, order, true);
    assertThat(successes(intentsOf(order), List.of()))
        .as("successes after %s", told())
        .isEqualTo(2);
  }

  private void isHeldTooLong() {
    long order = orders.get(Kind.HELD);
    sandbox.faults().clear();
    story.add(Kind.HELD.toString());
    hear("begins", start(order));
    bareIntentsOf(order).stream()
        .filter(intent -> is(intent, "requires_payment_method"))
        .map(RoadsTest::id)
        .forEach(id -> atStripe("is held", () -> sandbox.confirm(id, GOOD)));
    workedOff();
    daysPass();
  }

  /**
   * Stripe says that it does not know what waits for its payer, and another payment begins. Whoever
   * has the secret of the first may pay both.
   */
  private void isForgotten(Kind kind, long order, boolean paysBoth) {
    var waiting =
        bareIntentsOf(order).stream()
            .filter(intent -> is(intent, "requires_payment_method") && isOf(intent, order))
            .map(RoadsTest::id)
            .findFirst()
            .orElse(null);
    var row =
        waiting == null
            ? List.<Long>of()
            : ids("payment", "status = 'pending' and payment_intent_id = '%s'".formatted(waiting));
    if (row.isEmpty()) {
      begins(kind, order);
      return;
    }
    sandbox.faults().clear();
    isNotKnownNow(waiting);
    dueRound.reconcileNow(row.get(0));
    forgotten.add(waiting);
    tell("is forgotten by Stripe");
    isNotKnownNow(waiting); // as Stripe is asked again before another payment begins
    hear("begins anew", payerOf(order).body(Map.of("orderId", order)).post("/v1/payments"));
    sandbox.faults().clear();
    bareIntentsOf(order).stream()
        .filter(intent -> is(intent, "requires_payment_method"))
        .map(RoadsTest::id)
        .filter(id -> id.equals(waiting) || paysBoth)
        .forEach(id -> atStripe("is paid after that", () -> sandbox.confirm(id, GOOD)));
  }

  private void isNotKnownNow(String intent) {
    sandbox
        .faults()
        .refuseNext(
            "GET /v1/payment_intents/" + intent,
            "resource_missing",
            "intent",
            "No such payment_intent");
  }

  private void isDisputed(long order) {
    intentsOf(order).stream()
        .filter(intent -> is(intent, "succeeded"))
        .map(RoadsTest::id)
        .findFirst()
        .ifPresent(
            id -> {
              boolean inquiry = chance.nextInt(3) == 0;
              atStripe(
                  inquiry ? "is inquired about" : "is disputed",
                  () -> disputes.put(sandbox.dispute(id, "fraudulent", inquiry), order));
            });
  }

  private void disputeMoves() {
    if (!disputes.isEmpty()) {
      var id = any(List.copyOf(disputes.keySet()));
      var status = any(List.of("under_review", "won", "lost", "warning_closed"));
      atStripe("dispute becomes " + status, () -> sandbox.disputeIs(id, status));
    }
  }

  /**
   * Sessions and holds end by themselves. Not so many days that a subscription renews: a renewal
   * has an order of its own.
   */
  private void daysPass() {
    sandbox.advanceClock(Duration.ofDays(8));
    tell("eight days pass");
    // Our own clock stands still, so that Stripe would find the ends of new sessions too near.
    workedOff();
    sandbox.setClockRight();
  }

  private void weather() {
    sandbox.faults().clear();
    var call = any(CALLS);
    int kind = chance.nextInt(8);
    switch (kind) {
      case 0 -> sandbox.faults().dropEvents(true);
      case 1 -> sandbox.faults().duplicateEvents(2);
      case 2 -> sandbox.faults().banksWait(true);
      case 3 -> sandbox.faults().reorderEvents(true);
      case 4 -> sandbox.faults().failAfterWorkNext(call, 500, 1);
      case 5 -> sandbox.faults().failNext(call, 500, 2);
      case 6 -> sandbox.faults().resetAfterWorkNext(call, 6);
      default -> sandbox.faults().failNext(call, 429, 6);
    }
    tell("weather " + kind + (kind < 4 ? "" : " on " + call));
  }

  private void looks() {
    tell("looks");
    dueRound.runNowForUser(user);
    if (chance.nextInt(4) == 0) {
      tell("at its end");
      dueRound.orderNow(orders.get(Kind.ENDING));
    }
  }

  private void lookAgain() {
    ids("payment", "status in ('created', 'unknown', 'pending', 'processing', 'authorized')")
        .forEach(dueRound::reconcileNow);
    // Rounds look at few of those a minute.
    ids("payment", "amount_received > 0")
        .forEach(id -> isNoFault(asService().post("/v1/payments/" + id + "/refresh")));
    ids("refund", "next_check_at is not null").forEach(dueRound::refundNow);
    ids("recurring_payment", "next_check_at is not null").forEach(dueRound::recurringNow);
    dueRound.orderNow(orders.get(Kind.ENDING));
    workedOff();
  }

  private Optional<Long> any(String table, long order) {
    var all = ids(table, "order_id = " + order);
    return all.isEmpty() ? Optional.empty() : Optional.of(any(all));
  }

  private String told() {
    return String.join("\n  ", story);
  }

  private void isAsStripeHasIt(Kind kind, long order) {
    var intents = intentsOf(order);
    var sessions = sessionsOf(order);
    var what = "%s %d after%n  %s%n".formatted(kind, order, told());
    var books = stripes(intents);
    assertThat(ours(order)).as("the books of %s", what).isEqualTo(books);

    long successes = successes(intents, sessions);
    var shown = json(asService().get("/v1/orders/" + order), 200);
    var status = shown.getString("status");
    if (kind == Kind.FREE) {
      assertThat(status).as("status of %s", what).isEqualTo("paid");
      assertThat(intents).as("intents of %s", what).isEmpty();
      assertThat(sessions).as("sessions of %s", what).isEmpty();
    } else if (successes == 0) {
      var open = kind == Kind.ENDING ? List.of("canceled") : List.of("pending", "canceled");
      assertThat(status).as("status of %s", what).isIn(open);
    } else if (successes > 1) {
      assertThat(status).as("status of %s", what).isEqualTo("review");
      assertThat(shown.getString("reviewReason"))
          .as("review of %s", what)
          .contains("second-success");
    } else if (status.equals("review")) {
      assertThat(shown.getString("reviewReason"))
          .as("review of %s", what)
          .isEqualTo("paid-after-cancel");
    } else {
      assertThat(status).as("status of %s", what).isEqualTo(books.status());
    }
    var ways =
        ways(order, intents, sessions).stream()
            .filter(way -> forgotten.stream().noneMatch(way::startsWith))
            .toList();
    assertThat(ways).as("ways to pay %s", what).hasSizeLessThanOrEqualTo(1);
    if (!status.equals("pending")) {
      assertThat(ways).as("ways to pay %s", what).isEmpty();
    }
    var over =
        intents.stream()
            .filter(one -> is(one, "succeeded", "canceled"))
            .map(RoadsTest::id)
            .toList();
    assertThat(
            ids(
                "payment",
                "status in ('pending', 'processing', 'authorized') and order_id = " + order))
        .as("live payments of what is over, of %s", what)
        .noneMatch(
            id ->
                over.contains(
                    tables().text("select payment_intent_id from payment where id = ?", id)));
    disputes.forEach((id, its) -> isTheSameDispute(id, its, order, what));
    assertThat(subscriptionsHere(order))
        .as("subscriptions of %s", what)
        .isEqualTo(subscriptionsAtStripe(order));
  }

  private void isTheSameDispute(String id, long its, long order, String what) {
    if (its == order) {
      assertThat(
              tables()
                  .text("select order_id || ' ' || status from dispute where dispute_id = ?", id))
          .as("dispute of %s", what)
          .isEqualTo(its + " " + sandbox.dispute(id).path("status").asText());
    }
  }

  private void nothingIsUnfinished() {
    var what = "what is unfinished after\n  " + told();
    assertThat(
            ids(
                "payment",
                """
                (status in ('created', 'unknown', 'processing') or change_key is not null
                  or status in ('pending', 'authorized')
                    and (cancel_requested_at is not null or capture_key is not null))\
                """))
        .as("payments: %s", what)
        .isEmpty();
    assertThat(
            ids(
                "recurring_payment",
                "(status in ('created', 'unknown') or change_key is not null or methods_key is not null)"))
        .as("subscriptions: %s", what)
        .isEmpty();
    assertThat(ids("refund", "status in ('created', 'unknown', 'pending')"))
        .as("refunds: %s", what)
        .isEmpty();
    assertThat(ids("orders", "status = 'pending' and cancel_requested_at is not null"))
        .as("orders: %s", what)
        .isEmpty();
  }
}
