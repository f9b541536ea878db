package io.paydesk.checkout;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What tests of checkout sessions share. */
public abstract class CheckoutTest extends PaydeskTest {

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  protected static final String GOOD_CARD = "4242424242424242";
  protected static final String DECLINED_CARD = "4000000000000002";
  protected static final String BANK_THAT_PAYS = "pm_usBankAccount_success";

  /** The payer takes days to verify it. */
  protected static final String BANK_THAT_VERIFIES = "pm_usBankAccount_microdeposits";

  protected static final String THANKS =
      "https://shop.example/pay/thanks?session={CHECKOUT_SESSION_ID}";
  protected static final String CART = "https://shop.example/pay/cart";

  /** For 50.00, in a session of the shop's own. */
  static final Map<String, String> SOMETHING_ELSE =
      Map.of(
          "mode", "payment",
          "line_items[0][quantity]", "1",
          "line_items[0][price_data][currency]", "usd",
          "line_items[0][price_data][unit_amount]", "5000",
          "line_items[0][price_data][product_data][name]", "Something else");

  protected static Map<String, Object> hosted(long order) {
    return Map.of("orderId", order, "surface", "hosted", "successUrl", THANKS, "cancelUrl", CART);
  }

  public static Map<String, Object> on(String surface, long order) {
    return surface.equals("hosted")
        ? hosted(order)
        : Map.of("orderId", order, "surface", surface, "returnUrl", THANKS);
  }

  protected static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    var changed = new HashMap<>(body);
    changed.put(field, value);
    return changed;
  }

  protected Answer ask(Map<String, Object> body) {
    return asUser().body(body).post("/v1/checkout-sessions");
  }

  /** A new hosted session. */
  protected Json begun(long order) {
    return json(ask(hosted(order)), 201);
  }

  protected JsonNode atStripe(Json session) {
    return sandbox.checkout().session(session.getString("sessionId"));
  }

  protected void pay(Json session, String card) {
    sandbox.checkout().pay(session.getString("sessionId"), card);
  }

  protected List<JsonNode> sessionsOf(long order) {
    return sandbox.checkout().sessions().stream()
        .filter(made -> made.at("/metadata/paydesk_order").asText().equals("" + order))
        .toList();
  }

  protected void eventuallyIs(long payment, String status) {
    eventually(x -> assertThat(paymentStatus(payment)).isEqualTo(status));
  }

  protected long live(long order) {
    return tables()
        .number(
            """
            select count(*) from payment where order_id = ?
              and status in ('created', 'unknown', 'pending', 'processing')
            """,
            order);
  }

  /** So that the first call of a test is the one that makes the session. */
  protected void customerIsThere() {
    started(order());
  }

  protected Json atStripe(String path, Map<String, String> fields) {
    return atStripe(sandbox.baseUri() + path, secretKey, fields);
  }

  /** A session of the shop's own, to which the metadata of one of ours was copied. */
  static String withMarksOf(JsonNode ours, String stripe, String key, Map<String, String> fields) {
    var form = new HashMap<>(fields);
    form.put("customer", ours.path("customer").asText());
    form.put("success_url", "https://shop.example/own");
    var made = form.get("mode").equals("payment") ? "payment_intent_data" : "subscription_data";
    ours.path("metadata")
        .properties()
        .forEach(
            mark -> {
              form.put("metadata[" + mark.getKey() + "]", mark.getValue().asText());
              form.put(made + "[metadata][" + mark.getKey() + "]", mark.getValue().asText());
            });
    return atStripe(stripe + "/v1/checkout/sessions", key, form).getString("id");
  }

  /** Its payer pays it. */
  protected String paidWithMarksOf(Json session) {
    var id =
        withMarksOf(atStripe(session), sandbox.baseUri().toString(), secretKey, SOMETHING_ELSE);
    sandbox.checkout().pay(id, GOOD_CARD);
    return id;
  }

  private static Json atStripe(String url, String key, Map<String, String> fields) {
    var request =
        given()
            .header("Authorization", "Bearer " + key)
            .contentType("application/x-www-form-urlencoded");
    fields.forEach(request::formParam);
    return json(request.post(url), 200);
  }

  /** A promotion code of a new coupon. */
  protected Json code(Map<String, String> coupon) {
    return code(sandbox.baseUri().toString(), secretKey, coupon);
  }

  static Json code(String stripe, String key, Map<String, String> coupon) {
    var made = atStripe(stripe + "/v1/coupons", key, coupon);
    return atStripe(
        stripe + "/v1/promotion_codes",
        key,
        Map.of(
            "promotion[type]",
            "coupon",
            "promotion[coupon]",
            made.getString("id"),
            "code",
            "C" + UUID.randomUUID().toString().replace("-", "").substring(0, 10)));
  }
}
