package io.paydesk.bench;

import static io.paydesk.testing.http.Request.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.http.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One payment that was taken through the service and the pretend Stripe, to be copied.
 *
 * @param event Stripe's event that told that it succeeded
 */
record FirstPayment(long id, long orderId, JsonNode event) {

  private static final String CARD = "4242424242424242";

  static FirstPayment take(Rig rig) {
    rig.sandbox().deliverTo(URI.create(rig.url("/webhooks/stripe")));
    var orderId =
        post(rig, "/v1/orders", Map.of("userId", "pia", "price", "99.99", "currency", "usd"))
            .getLong("id");
    var payment = post(rig, "/v1/payments", Map.of("orderId", orderId));
    rig.sandbox().confirm(payment.getString("paymentIntentId"), CARD);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                rig.tables()
                    .text("select status from orders where id = ?", orderId)
                    .equals("paid"));
    rig.sandbox().deliverTo(null);
    return new FirstPayment(payment.getLong("id"), orderId, succeeded(rig));
  }

  private static Json post(Rig rig, String path, Map<String, ?> body) {
    return given()
        .bearer(rig.serviceToken())
        .contentType("application/json")
        .body(body)
        .post(rig.url(path))
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static JsonNode succeeded(Rig rig) {
    return rig.sandbox().events().stream()
        .filter(event -> event.path("type").asText().equals("payment_intent.succeeded"))
        .findFirst()
        .orElseThrow();
  }
}
