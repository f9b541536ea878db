package io.paydesk.admin.row;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shop's page says of a subscription's time and money. */
@QuarkusTest
class SubscriptionPagesTest extends SubscriptionTest {

  private String cookie;
  private long order;
  private long id;
  private String subscription;

  @BeforeEach
  void isPaid() {
    cookie = cookie("admin");
    order = monthly();
    var started = active(order);
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
  }

  private String cookie(String role) {
    var key =
        json(asAdmin().body(Map.of("name", "of a browser", "role", role)).post("/v1/keys"), 201);
    var begun =
        given()
            .contentType("application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .body("key=" + key.getString("secret"))
            .post("/admin/sign-in");
    return begun.header("Set-Cookie").replaceFirst(";.*", "");
  }

  private String page(String path) {
    var answer = given().header("Cookie", cookie).get(path);
    answer.then().statusCode(200);
    return answer.asString();
  }

  private String itsPage() {
    return page("/admin/subscriptions/" + id);
  }

  /** A fact, from its name to its end. */
  private static String fact(String page, String name) {
    var begin = page.indexOf("<dt>" + name + "</dt>");
    assertThat(begin).as(name).isPositive();
    return page.substring(begin, page.indexOf("</dd>", begin));
  }

  private static String second(String time) {
    return Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String entitledUntil() {
    return json(asUser().get("/v1/users/" + user + "/entitlements"), 200)
        .getString("entitlements[0].until");
  }

  private void lapse() {
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    toTheEndOfItsPeriod(subscription);
    eventuallyIs(id, "past_due");
  }

  @Test
  void whatIsPaidIsPaidUntilItsPeriodEnds() {
    var page = itsPage();

    assertThat(fact(page, "Paid until"))
        .contains(second(recurring(id).getString("currentPeriodEnd")));
    assertThat(fact(page, "Access until")).contains(second(entitledUntil()));
    assertThat(page).doesNotContain("Overdue").contains("The payer has access until");
    assertThat(page("/admin/orders/" + order)).doesNotContain("Mail a pay-link</button>");
  }

  @Test
  void whatIsOverdueSaysSinceWhenAndWhatIsOpenAndNotThatItIsPaid() {
    lapse();
    var page = itsPage();

    assertThat(page).doesNotContain("Paid until").doesNotContain("The payer has access until");
    assertThat(fact(page, "Overdue since")).contains("<time");
    assertThat(fact(page, "Access until")).contains(second(entitledUntil()));
    assertThat(page("/admin/subscriptions/" + id + "/open")).contains("15.00\u00a0USD");
    assertThat(page("/admin")).contains("/admin/subscriptions?status=past_due,unpaid");
    cookie = cookie("support");
    assertThat(itsPage()).contains("href=\"/admin/orders/" + order + "\">Ask for what is open</a>");
    assertThat(page("/admin/orders/" + order)).contains("Mail a pay-link</button>");
  }

  @Test
  void whatHasEndedIsPaidUntilNothing() {
    sandbox.billing().cancelAtDashboard(subscription);
    eventuallyIs(id, "canceled");
    var page = itsPage();

    assertThat(fact(page, "Ended on")).contains(second(recurring(id).getString("endsAt")));
    assertThat(page).doesNotContain("Paid until").doesNotContain("Access until");
  }

  @Test
  void itsMoneyIsThatOfAllItsPeriodsWithTheQuantityThatItHas() {
    json(
        asAdmin()
            .header("Idempotency-Key", UUID.randomUUID())
            .body(Map.of("quantity", 3))
            .post("/v1/recurring-payments/" + id + "/quantity"),
        200);
    toTheEndOfItsPeriod(subscription);
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select coalesce(max(amount_received), 0) from payment where user_id = ?",
                            user))
                .isEqualTo(4500));
    workedOff();
    long came = tables().number("select sum(amount_received) from payment where user_id = ?", user);
    var page = itsPage();

    assertThat(page).contains("row-headline\"><span class=\"amount\">45.00 <");
    assertThat(page)
        .contains("%d.%02d\u00a0USD came in all".formatted(came / 100, came % 100))
        .doesNotContain("15.00 asked");
    var payments = page.substring(page.indexOf("<h2>Payments</h2>"));
    assertThat(payments.substring(0, payments.indexOf("</section>")).split("<li>"))
        .hasSize(1 + (int) tables().number("select count(*) from payment where user_id = ?", user));
    assertThat(page("/admin/subscriptions?priceId=" + price)).contains("45.00");
  }
}
