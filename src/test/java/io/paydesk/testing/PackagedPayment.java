package io.paydesk.testing;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.util.Map;

/** A payment in a packaged process, which its payer has still to confirm. */
public record PackagedPayment(String user, long order, long id, String intent) {

  /**
   * @param shop a caller who may order for this user
   * @param payer this user
   */
  public static PackagedPayment started(
      PackagedProcess process, String user, Request shop, Request payer) {
    long order =
        made(shop.contentType("application/json")
                .body(Map.of("userId", user, "price", "99.99", "currency", "usd"))
                .post(process.url("/v1/orders")))
            .getLong("id");
    var payment =
        made(
            payer
                .contentType("application/json")
                .body(Map.of("orderId", order))
                .post(process.url("/v1/payments")));
    return new PackagedPayment(
        user, order, payment.getLong("id"), payment.getString("paymentIntentId"));
  }

  private static Json made(Answer response) {
    return response.then().statusCode(201).extract().jsonPath();
  }
}
