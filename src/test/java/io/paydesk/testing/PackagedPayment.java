package io.paydesk.testing;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A payment in a packaged process, which its payer has still to confirm. */
public record PackagedPayment(String user, long order, long id, String intent) {

  /**
   * @param shop a caller who may order for this user
   * @param payer this user
   */
  public static PackagedPayment started(
      PackagedProcess process, String user, RequestSpecification shop, RequestSpecification payer) {
    long order =
        made(shop.contentType(ContentType.JSON)
                .body(Map.of("userId", user, "price", "99.99", "currency", "usd"))
                .post(process.url("/v1/orders")))
            .getLong("id");
    var payment =
        made(
            payer
                .contentType(ContentType.JSON)
                .body(Map.of("orderId", order))
                .post(process.url("/v1/payments")));
    return new PackagedPayment(
        user, order, payment.getLong("id"), payment.getString("paymentIntentId"));
  }

  private static JsonPath made(Response response) {
    return response.then().statusCode(201).extract().jsonPath();
  }
}
