package io.paydesk.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an admin sees, caused by real events. */
@QuarkusTest
class AlertsTest extends AlertTest {

  @Inject AlertLook look;

  private void lookNow() {
    await(() -> look.look());
  }

  private long alert(AlertKind kind, String subject, boolean open) {
    return tables()
        .number(
            """
            insert into alert (kind, subject, observed, threshold, window_seconds, ended_at)
            values (?, ?, 6, 5, 3600, case when ? then null else now() end) returning id
            """,
            kind.text(),
            subject,
            open);
  }

  @Test
  void aPayerWhoseCardIsDeclinedFiveTimesRaisesAnAlert() {
    var intent = started(order()).getString("paymentIntentId");
    for (int i = 0; i < 5; i++) {
      sandbox.confirm(intent, "4000000000000002");
    }
    eventually(
        x ->
            assertThat(
                    tables().number("select count(*) from payment_decline where user_id = ?", user))
                .isEqualTo(5));

    lookNow();

    asAdmin()
        .get("/v1/alerts?kind=user_declines&open=true&limit=100")
        .then()
        .statusCode(200)
        .body("data.subject", hasItem(user))
        .body(
            "data[subject=%s].detail".formatted(user),
            equalTo(
                "5 payment tries of the user %1$s failed within 1 hour, the threshold is 5. See GET /v1/orders?userId=%1$s."
                    .formatted(user)))
        .body("data[subject=%s].endedAt".formatted(user), nullValue());
    asAdmin()
        .get("/v1/alerts?kind=card_declines&open=true")
        .then()
        .body("data", not(hasSize(0)))
        .body("data.kind", everyItem(equalTo("card_declines")));
  }

  @Test
  void anOrderThatGoesIntoReviewRaisesAnAlertWhoseTimeStays() {
    long order = order();
    var event = StripeEvents.succeeded(intentOf(started(order).getLong("id")));
    StripeEvents.object(event).put("amount_received", 9998);
    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    var since = reviewedAt(order);

    lookNow();

    asAdmin()
        .get("/v1/alerts?kind=reviews&open=true")
        .then()
        .body("data.subject", hasItem("amount-mismatch"))
        .body(
            "data[subject=amount-mismatch].detail", containsString("GET /v1/orders?status=review"));
    tables().change("update orders set description = 'looked at' where id = ?", order);
    asAdmin()
        .body("{\"resolution\": \"accept\"}")
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(200);
    assertThat(reviewedAt(order)).isEqualTo(since).isNotNull();
    tables().change("update orders set status = 'review' where id = ?", order);
    assertThat(reviewedAt(order)).isGreaterThan(since);
  }

  private String reviewedAt(long order) {
    return tables().text("select reviewed_at from orders where id = ?", order);
  }

  @Test
  void anEventOfTheOtherModeRaisesAnAlert() {
    ObjectNode event = StripeEvents.succeeded(intentOf(started(order()).getLong("id")));
    event.put("livemode", true);
    deliver(event.toString()).then().statusCode(200);
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select reason from stripe_event where id = ?",
                            event.get("id").textValue()))
                .isEqualTo("wrong-mode"));

    lookNow();

    asAdmin()
        .get("/v1/alerts?kind=wrong_mode&open=true")
        .then()
        .body("data", hasSize(1))
        .body("data[0].subject", nullValue())
        .body("data[0].unit", equalTo("count"))
        .body("data[0].windowSeconds", equalTo(86400))
        .body("data[0].detail", containsString("within 24 hours"))
        .body("data[0].raisedAt", notNullValue());
  }

  @Test
  void anEventOfAnUnhandledTypeRaisesAnAlertForItsType() {
    var event =
        StripeEvents.succeeded(intentOf(started(order()).getLong("id")))
            .put("type", "payment_intent.prayed_for");
    deliver(event.toString()).then().statusCode(200);

    lookNow();

    asAdmin()
        .get("/v1/alerts?kind=unhandled_events&open=true")
        .then()
        .body("data.subject", hasItem("payment_intent.prayed_for"))
        .body(
            "data[subject=payment_intent.prayed_for].detail",
            containsString("See GET /v1/events?type=payment_intent.prayed_for"));
  }

  @Test
  void theTableTakesEachKind() {
    for (var kind : AlertKind.values()) {
      assertThat(alert(kind, user, false)).isPositive();
    }
  }

  @Test
  void alertsAreListedLatestFirstByPageAndByFilter() {
    long first = alert(AlertKind.CARD_DECLINES, user + "-1", false);
    long second = alert(AlertKind.CARD_DECLINES, user + "-2", true);
    long third = alert(AlertKind.CARD_DECLINES, user + "-3", false);

    assertThat(ids("limit=2&kind=card_declines")).containsExactly(third, second);
    assertThat(ids("limit=1&kind=card_declines&after=" + second)).containsExactly(first);
    assertThat(ids("limit=1&kind=card_declines&open=true")).containsExactly(second);
    assertThat(ids("limit=2&kind=card_declines&open=false")).containsExactly(third, first);
    assertThat(ids("limit=100&kind=disputes")).doesNotContain(first, second, third);
    assertThat(ids("limit=3")).containsExactly(third, second, first);
    asAdmin()
        .get("/v1/alerts?limit=2&kind=card_declines")
        .then()
        .body("next", equalTo("" + second));
  }

  private List<Long> ids(String query) {
    return asAdmin()
        .get("/v1/alerts?" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data.id", Long.class);
  }

  @Test
  void everyKindHasASentenceAndOneIsOne() {
    for (var kind : AlertKind.values()) {
      var alert = new Alert();
      alert.kind = kind;
      alert.subject = "a b&c";
      alert.observed = 1;
      alert.threshold = 1;
      for (var window : List.of(Duration.ofSeconds(90), Duration.ofHours(1), Duration.ofDays(30))) {
        alert.windowSeconds = window.toSeconds();
        assertThat(AlertSentence.of(alert))
            .containsAnyOf(
                "within 90 seconds",
                "within 1 hour,",
                "within 1 hour are",
                "within 30 days",
                "more than 90 seconds",
                "more than 1 hour,",
                "more than 30 days")
            .doesNotContain("1 disputes", "1 orders", "1 events", "1 payment tries", "%s", "%d")
            .endsWith(".");
      }
    }
    var alert = new Alert();
    alert.kind = AlertKind.USER_DECLINES;
    alert.subject = "a b&c";
    assertThat(AlertSentence.of(alert)).contains("GET /v1/orders?userId=a+b%26c.");
  }

  @ParameterizedTest
  @CsvSource({"kind=weather", "kind=USER_DECLINES", "open=1", "open=TRUE"})
  void anImpossibleFilterIsRefused(String query) {
    asAdmin()
        .get("/v1/alerts?" + query)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-alert-filter"))
        .body("detail", containsString("user_declines"));
  }

  @Test
  void onlyAdminsSeeAlerts() {
    asUser().get("/v1/alerts").then().statusCode(403);
    asService().get("/v1/alerts").then().statusCode(403);
    asAdmin().get("/v1/alerts").then().statusCode(200);
  }
}
