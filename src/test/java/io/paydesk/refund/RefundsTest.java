package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads refunds that the end of a review has made. */
@QuarkusTest
class RefundsTest extends PaydeskTest {

  private long payment;

  /** The refund of a payment that did not fit its order. */
  private long refund() {
    long order = order();
    var started = started(order);
    payment = started.getLong("id");
    tables().change("update orders set amount = 5000 where id = ?", order);
    sandbox.confirm(started.getString("paymentIntentId"), "4242424242424242");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    asAdmin()
        .body(Map.of("resolution", "refund"))
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(200);
    return tables().number("select id from refund where order_id = ?", order);
  }

  @Test
  void anOwnerReadsARefundButNotWhoAskedForIt() {
    long refund = refund();

    asUser()
        .get("/v1/refunds/" + refund)
        .then()
        .statusCode(200)
        .body("paymentId", equalTo((int) payment))
        .body("refundAmount", equalTo(9999))
        .body("price", equalTo("99.99"))
        .body("currency", equalTo("usd"))
        .body("status", equalTo("succeeded"))
        .body("requestedBy", nullValue());
  }

  @Test
  void somebodyElsesRefundIsNotFound() {
    long refund = refund();

    as("stranger")
        .get("/v1/refunds/" + refund)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:paydesk:problem:not-found"));
    as("stranger").get("/v1/refunds").then().statusCode(200).body("data", hasSize(0));
    asUser().get("/v1/refunds/999999999").then().statusCode(404);
  }

  @Test
  void refundsAreListedByPaymentOrderAndStatus() {
    long refund = refund();
    long order = tables().number("select order_id from refund where id = ?", refund);
    long first = payment;
    refund();

    asUser().get("/v1/refunds").then().body("data", hasSize(2));
    for (var query :
        new String[] {"paymentId=" + first, "orderId=" + order, "limit=1&after=" + (refund + 1)}) {
      asUser()
          .get("/v1/refunds?" + query)
          .then()
          .statusCode(200)
          .body("data", hasSize(1))
          .body("data[0].id", equalTo((int) refund));
    }
    asService().get("/v1/refunds?paymentId=" + first).then().body("data", hasSize(1));
    asUser().get("/v1/refunds?status=failed").then().body("data", hasSize(0));
    asUser().get("/v1/refunds?status=paid").then().statusCode(400);
  }
}
