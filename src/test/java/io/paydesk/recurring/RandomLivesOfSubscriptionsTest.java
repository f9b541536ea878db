package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.SettlerRound;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever shops, payers and banks do to a subscription, and whatever is lost on the way: orders,
 * payments and entitlements are in the end what Stripe's own books say.
 */
@QuarkusTest
class RandomLivesOfSubscriptionsTest extends SubscriptionTest {

  private static final int STEPS = 25;

  private static final List<String> CARDS =
      List.of("pm_card_visa", "pm_card_chargeCustomerFail", "pm_card_authenticationRequired");

  @Inject SettlerRound settler;

  private long id;
  private String subscription;
  private final List<String> steps = new ArrayList<>();

  /** Nothing of this test's renews while the clock moves for another. */
  @AfterEach
  void end() {
    sandbox.faults().clear();
    if (!stripes().path("status").asText().equals("canceled")) {
      sandbox.billing().cancelAtDashboard(subscription);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theBooksAreStripes(long seed) {
    var random = new Random(seed);
    JsonPath started = active(monthly());
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    for (int step = 0; step < STEPS && isLive(); step++) {
      act(random);
    }
    sandbox.faults().clear();

    eventually(
        x -> {
          settler.recurringNow(id);
          assertBooksAreStripes();
        });
  }

  private JsonNode stripes() {
    return sandbox.billing().subscription(subscription);
  }

  private boolean isLive() {
    return !stripes().path("status").asText().equals("canceled");
  }

  private void act(Random random) {
    var doing = random.nextInt(14);
    steps.add(Integer.toString(doing));
    try {
      switch (doing) {
        case 0, 1, 2 -> sandbox.advanceClock(Period.ofMonths(1));
        case 3 -> sandbox.advanceClock(Duration.ofDays(1 + random.nextInt(6)));
        case 4 -> seats(1 + random.nextInt(4));
        case 5 -> swap(random);
        case 6 -> sandbox.billing().dashboard().addOn(subscription, newPrice(random), 2);
        case 7 -> credit(100 * (1 + random.nextInt(40)));
        case 8 -> pause(random);
        case 9 -> cancelOrGoOn(random);
        case 10 -> sandbox.billing().dashboard().removeCard(subscription);
        case 11 ->
            sandbox.billing().replaceCard(subscription, CARDS.get(random.nextInt(CARDS.size())));
        case 12 -> payWhatIsOpen();
        default -> sandbox.faults().dropEvents(random.nextBoolean());
      }
    } catch (IllegalStateException refused) {
      // What Stripe refuses changes nothing.
      steps.add("refused: " + refused.getMessage());
    }
  }

  private String newPrice(Random random) {
    return sandbox.billing().price("usd", 100 * (3 + random.nextInt(30)), "month");
  }

  private void seats(int seats) {
    int status =
        asService()
            .body(Map.of("quantity", seats))
            .post("/v1/recurring-payments/" + id + "/quantity")
            .statusCode();
    assertThat(status).as("%s", steps).isIn(200, 202, 409, 422);
  }

  private void swap(Random random) {
    var own = recurring(id).getString("priceId");
    StreamSupport.stream(stripes().at("/items/data").spliterator(), false)
        .filter(item -> item.at("/price/id").asText().equals(own))
        .findFirst()
        .ifPresent(
            item ->
                sandbox
                    .billing()
                    .dashboard()
                    .swapPrice(item.path("id").asText(), newPrice(random)));
  }

  private void credit(long amount) {
    sandbox
        .billing()
        .dashboard()
        .adjustBalance(stripes().path("customer").asText(), -amount, "usd");
  }

  private void pause(Random random) {
    sandbox
        .billing()
        .changeAtDashboard(
            subscription,
            random.nextBoolean()
                ? Map.of("pause_collection[behavior]", "void")
                : Map.of("pause_collection", ""));
  }

  private void cancelOrGoOn(Random random) {
    if (random.nextBoolean()) {
      sandbox.billing().portal().cancel(subscription);
    }
    asUser().post("/v1/recurring-payments/" + id + "/resume");
  }

  private void payWhatIsOpen() {
    sandbox.billing().invoices(subscription).stream()
        .filter(invoice -> invoice.path("status").asText().equals("open"))
        .findFirst()
        .ifPresent(open -> sandbox.billing().pay(open.path("id").asText(), GOOD_CARD));
  }

  private void assertBooksAreStripes() {
    var stripes = stripes();
    var row = recurring(id);
    assertThat(row.getString("status")).as("%s", steps).isEqualTo(stripes.path("status").asText());
    assertThat(row.getString("endsAt") == null)
        .as("%s", steps)
        .isEqualTo(stripes.path("cancel_at").isNull() && stripes.path("ended_at").isNull());
    assertThat(row.getString("collectionPause.behavior"))
        .as("%s", steps)
        .isEqualTo(stripes.at("/pause_collection/behavior").asText(null));
    assertThat(ordered()).as("%s", steps).isEqualTo(sold());
    assertThat(entitled()).as("%s", steps).isEqualTo(usable(stripes));
    assertThat(
            tables()
                .text(
                    "select coalesce(gives_access, true) from recurring_payment where id = ?", id))
        .as("what was told: %s", steps)
        .isEqualTo(entitled().isEmpty() ? "f" : "t");
  }

  /** What came for each invoice that sold something and was paid. */
  private Map<String, Long> sold() {
    var sold = new TreeMap<String, Long>();
    for (var invoice : sandbox.billing().invoices(subscription)) {
      boolean sells =
          invoice.path("subtotal").asLong() > 0
              || StreamSupport.stream(invoice.at("/lines/data").spliterator(), false)
                  .anyMatch(
                      line -> !line.at("/parent/subscription_item_details/proration").asBoolean());
      if (invoice.path("status").asText().equals("paid") && sells) {
        sold.put(invoice.path("id").asText(), invoice.path("amount_paid").asLong());
      }
    }
    return sold;
  }

  private Map<String, Long> ordered() {
    var ordered = new TreeMap<String, Long>();
    var rows =
        tables()
            .text(
                """
                select string_agg(o.invoice_id || '=' || coalesce((select sum(p.amount_received) from payment p
                  where p.order_id = o.id and p.invoice_id = o.invoice_id), 0), ',')
                from orders o where o.user_id = ? and o.invoice_id is not null and o.status = 'paid'
                """,
                user);
    for (var row : rows.split(",")) {
      var parts = row.split("=");
      ordered.put(parts[0], Long.parseLong(parts[1]));
    }
    return ordered;
  }

  private TreeSet<String> entitled() {
    return new TreeSet<>(
        asUser()
            .get("/v1/users/" + user + "/entitlements")
            .then()
            .extract()
            .jsonPath()
            .<String>getList("entitlements.collect { it.priceId + ' ' + it.quantity }"));
  }

  /** Grace has just begun for whatever is not paid, as the test takes no time. */
  private static TreeSet<String> usable(JsonNode stripes) {
    var usable = new TreeSet<String>();
    if (List.of("active", "past_due").contains(stripes.path("status").asText())) {
      for (var item : stripes.at("/items/data")) {
        boolean runs =
            Instant.ofEpochSecond(item.path("current_period_end").asLong()).isAfter(Instant.now());
        if (runs && item.path("quantity").asLong() > 0) {
          usable.add(item.at("/price/id").asText() + " " + item.path("quantity").asLong());
        }
      }
    }
    return usable;
  }
}
