package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.lessThan;

import io.paydesk.dev.sandbox.SandboxBooks;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.SeenMoves;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to a subscription, and however its events come, our orders, payments and
 * entitlements match Stripe's books in the end, with one run for each paid invoice.
 */
@QuarkusTest
class SubscriptionsThroughRandomLivesTest extends SubscriptionTest {

  private static final int STEPS = 20;

  @Inject DueRound dueRound;

  private long id;
  private String subscription;
  private SeenMoves moves;

  /** More of them: {@code -Dpaydesk.lives=100}; others: {@code -Dpaydesk.lives.from=9}. */
  static LongStream seeds() {
    return LongStream.iterate(Long.getLong("paydesk.lives.from", 1), seed -> seed + 1)
        .limit(Integer.getInteger("paydesk.lives", 8));
  }

  @BeforeEach
  void follow() {
    Ledger.follows = true;
    moves = SeenMoves.of(tables(), user);
  }

  @AfterEach
  void forget() {
    moves.close();
    Ledger.forget();
    sandbox.faults().clear();
    sandbox.billing().afterRetries("cancel");
    sandbox.billing().dashboard().taxNoMore();
    if (subscription != null && !isOver(atStripe())) {
      sandbox.billing().cancelAtDashboard(subscription);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endUpAsStripesBooksHaveIt(long seed) {
    var random = new Random(seed);
    sandbox.billing().afterRetries(List.of("cancel", "unpaid", "past_due").get((int) (seed % 3)));
    if (random.nextInt(3) == 0) {
      sandbox.billing().dashboard().taxNewSubscriptions("19", random.nextBoolean());
    }
    long order = begin(random);
    var prices = List.of(price, sandbox.billing().price("usd", 2900, "month"), price);
    var life = new RandomLife(sandbox, subscription, prices, random);

    for (int step = 0; step < STEPS; step++) {
      life.step();
      if (random.nextInt(3) == 0) {
        ourselves(random);
      }
    }
    sandbox.faults().clear();

    isAsStripeHasIt(order, life);
    tellAllAgain(random);
    isAsStripeHasIt(order, life);
    moves.areEdges();
  }

  private long begin(Random random) {
    boolean trial = random.nextInt(3) == 0;
    long order = monthly(trial ? Map.of("trialDays", 7) : Map.of());
    var started = subscribed(order);
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    if (trial) {
      var setup = sandbox.billing().subscription(subscription).path("pending_setup_intent");
      sandbox.billing().confirmSetup(setup.asText(), "pm_card_visa");
    } else {
      pay(started, GOOD_CARD);
    }
    return order;
  }

  /** What the shop and the payer do here meanwhile; what is impossible now is refused. */
  private void ourselves(Random random) {
    var path = "/v1/recurring-payments/" + id;
    var answer =
        switch (random.nextInt(4)) {
          case 0 ->
              asService().body(Map.of("quantity", random.nextInt(4) + 1)).post(path + "/quantity");
          case 1 -> asUser().body(Map.of("when", "period_end")).post(path + "/cancel");
          case 2 -> asUser().post(path + "/resume");
          default -> asUser().post(path + "/pay");
        };
    answer.then().statusCode(lessThan(500));
  }

  /** Delivers each event of its customer again, in random order. */
  private void tellAllAgain(Random random) {
    var customer = atStripe().customer();
    var events =
        new ArrayList<>(
            sandbox.events().stream()
                .filter(event -> event.toString().contains(customer))
                .map(event -> event.path("id").asText())
                .toList());
    Collections.shuffle(events, random);
    events.forEach(sandbox::redeliver);
    workedOff();
  }

  private void isAsStripeHasIt(long order, RandomLife life) {
    workedOff();
    dueRound.recurringNow(id);
    eventually(
        x -> {
          workedOff();
          assertThat(row()).as("the row after %s", life).isEqualTo(expectedRow());
          assertThat(orders()).as("the orders after %s", life).isEqualTo(expectedOrders());
          assertThat(payments()).as("payments after %s", life).isEqualTo(expectedPayments());
          assertThat(entitled()).as("entitlements after %s", life).isEqualTo(expectedEntitled());
          assertThat(saysAccess()).as("access after %s", life).isEqualTo(!entitled().isEmpty());
          assertThat(told()).as("runs after %s", life).isEqualTo(expectedTold());
        });
    first(order, life);
  }

  private SandboxBooks books() {
    return sandbox.billing().dashboard().books();
  }

  private SandboxBooks.Subscription atStripe() {
    return books().subscriptions().stream()
        .filter(one -> one.id().equals(subscription))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOver(SandboxBooks.Subscription at) {
    return List.of("canceled", "incomplete_expired").contains(at.status());
  }

  /**
   * Invoices that sell something, even if a coupon or the balance covers all of it, or bring money.
   */
  private List<SandboxBooks.Invoice> sales() {
    return books().invoicesOf(subscription).stream()
        .filter(invoice -> invoice.status().equals("paid"))
        .filter(
            invoice ->
                invoice.subtotal() > 0
                    || invoice.paid() > 0
                    || invoice.lines().stream()
                        .anyMatch(line -> !line.proration() && line.amount() > 0))
        .toList();
  }

  /** Without those that only collect an old debt. */
  private boolean isOfThePlan(SandboxBooks.Invoice sale) {
    return sale.lines().stream().anyMatch(line -> line.amount() > 0);
  }

  private Map<String, Object> row() {
    var row = recurring(id);
    var map = new TreeMap<String, Object>();
    map.put("status", row.getString("status"));
    map.put("priceId", row.getString("priceId"));
    map.put("quantity", row.getLong("quantity"));
    map.put("ends", row.getString("endsAt") != null);
    map.put("paused", row.getString("collectionPause.behavior"));
    return map;
  }

  private Map<String, Object> expectedRow() {
    var at = atStripe();
    var own = at.items().get(0);
    var map = new TreeMap<String, Object>();
    map.put("status", at.status());
    map.put("priceId", own.price());
    map.put("quantity", own.quantity());
    map.put("ends", at.cancelAt() != null || at.cancelAtPeriodEnd() || at.endedAt() != null);
    map.put("paused", at.pause());
    return map;
  }

  /** What an order says of its invoice: subtotal, discount, tax, total, charged and how it is. */
  private Map<String, List<Object>> orders() {
    var data = allOrders();
    var map = new TreeMap<String, List<Object>>();
    for (var order : data) {
      map.put(
          invoiceOf(number(order, "id")),
          List.of(
              number(order, "subtotal"),
              number(order, "discount"),
              number(order, "tax"),
              number(order, "total"),
              number(order, "charged"),
              order.get("status")));
    }
    return map;
  }

  private Map<String, List<Object>> expectedOrders() {
    var map = new TreeMap<String, List<Object>>();
    for (var sale : sales()) {
      map.put(
          sale.id(),
          List.of(sale.subtotal(), sale.discount(), sale.tax(), sale.total(), sale.paid(), "paid"));
    }
    return map;
  }

  private List<Map<String, Object>> allOrders() {
    var all =
        asUser()
            .get("/v1/orders?limit=100")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .<Map<String, Object>>getList("data");
    return all.stream().filter(order -> invoiceOf(number(order, "id")) != null).toList();
  }

  private String invoiceOf(long order) {
    return tables().text("select invoice_id from orders where id = ?", order);
  }

  private static long number(Map<String, Object> order, String field) {
    return ((Number) order.get(field)).longValue();
  }

  private Map<String, Long> payments() {
    return asUser()
        .get("/v1/payments?limit=100")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<Map<String, Object>>getList("data")
        .stream()
        .collect(
            Collectors.toMap(
                payment -> (String) payment.get("paymentIntentId"),
                payment -> number(payment, "amountReceived")));
  }

  private Map<String, Long> expectedPayments() {
    return sales().stream()
        .flatMap(sale -> sale.payments().stream())
        .filter(payment -> payment.received() > 0)
        .collect(Collectors.toMap(SandboxBooks.Payment::intent, SandboxBooks.Payment::received));
  }

  private Map<String, Long> entitled() {
    return asUser()
        .get("/v1/users/" + user + "/entitlements")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .<Map<String, Object>>getList("entitlements")
        .stream()
        .collect(
            Collectors.toMap(
                entitlement -> (String) entitlement.get("priceId"),
                entitlement -> number(entitlement, "quantity")));
  }

  private Map<String, Long> expectedEntitled() {
    var at = atStripe();
    return at.items().stream()
        .filter(item -> item.quantity() > 0 && mayBeUsed(at, item))
        .collect(
            Collectors.toMap(SandboxBooks.Item::price, SandboxBooks.Item::quantity, Math::max));
  }

  /** The sandbox's clock is ahead of ours, so nothing has ended by time alone. */
  private boolean mayBeUsed(SandboxBooks.Subscription at, SandboxBooks.Item item) {
    return switch (at.status()) {
      case "active" -> isAhead(item.end()) && (at.cancelAt() == null || isAhead(at.cancelAt()));
      case "trialing" ->
          sandbox.billing().subscription(subscription).path("pending_setup_intent").isNull();
      case "past_due" -> sales().stream().anyMatch(this::isOfThePlan);
      default -> false;
    };
  }

  private static boolean isAhead(Instant time) {
    return time.plus(Duration.ofMinutes(30)).isAfter(Instant.now());
  }

  /** What the app was last told about access. */
  private boolean saysAccess() {
    return tables().text("select gives_access from recurring_payment where id = ?", id).equals("t");
  }

  /** The invoices that one bean was told about, repeats included. */
  private List<String> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .filter(entry -> entry.method().equals("stripeRecurringPaymentDeductionCallback"))
        .map(entry -> invoiceOf(entry.order().id()))
        .sorted()
        .toList();
  }

  private List<String> expectedTold() {
    return sales().stream().map(SandboxBooks.Invoice::id).sorted().toList();
  }

  /** Paid by the oldest sale; without a sale, open while the subscription is live. */
  private void first(long order, RandomLife life) {
    var sales = sales().stream().filter(this::isOfThePlan).toList();
    var stands = asUser().get("/v1/orders/" + order).then().extract().jsonPath();
    if (!sales.isEmpty()) {
      assertThat(invoiceOf(order)).as("%s", life).isEqualTo(sales.get(0).id());
    } else if (!isOver(atStripe())) {
      assertThat(stands.getString("status")).as("%s", life).isEqualTo("pending");
    } else {
      assertThat(stands.getString("status")).as("%s", life).isEqualTo("canceled");
    }
  }
}
