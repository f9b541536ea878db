package io.paydesk.recurring;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What a link to the order of a subscription opens of the subscription. */
@QuarkusTest
class SubscriptionsByLinkTest extends SubscriptionTest {

  private Request with(long order) {
    var link = json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    var token = link.getString("url").replaceFirst(".*/pay/", "");
    return given().bearer(token).contentType("application/json");
  }

  @Test
  void whoHasTheLinkAsksStripeAboutIt() {
    long order = monthly();
    var started = subscribed(order);
    long id = started.getLong("recurringPayment.id");
    loseEvents();
    pay(started, GOOD_CARD);
    assertThat(status(id)).isEqualTo("incomplete");

    with(order)
        .post("/v1/recurring-payments/" + id + "/refresh")
        .then()
        .statusCode(200)
        .body("status", equalTo("active"));
  }

  @Test
  void whoHasTheLinkOfAnotherOrderDoesNot() {
    long id = subscribed(monthly()).getLong("recurringPayment.id");

    isRefused(with(order()).post("/v1/recurring-payments/" + id + "/refresh"), 404, "not-found");
  }
}
