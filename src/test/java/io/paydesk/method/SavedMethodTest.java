package io.paydesk.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentMethodAttachParams;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** What tests of saved payment methods share. */
public abstract class SavedMethodTest extends PaydeskTest {

  @Inject protected StripeClient stripe;

  /** The user's Customer at Stripe, made by the beginning of a payment. */
  protected String customer(String userId) {
    var known = tables().text("select customer_id from stripe_customer where user_id = ?", userId);
    if (known == null) {
      var body = Map.of("userId", userId, "price", "1.00", "currency", "usd");
      var order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
      json(asService().body(Map.of("orderId", order)).post("/v1/payments"), 201);
      return customer(userId);
    }
    return known;
  }

  /** A method that the user saved without Paydesk, so without a consent. */
  protected String attached(String userId, String token) {
    try {
      return stripe
          .v1()
          .paymentMethods()
          .attach(token, PaymentMethodAttachParams.builder().setCustomer(customer(userId)).build())
          .getId();
    } catch (StripeException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A method that the user saved here. */
  protected String saved(String card) {
    var setup = json(asUser().post(setups()), 201);
    var done = sandbox.billing().confirmSetup(setup.getString("setupIntentId"), card);
    if (done.path("status").asText().equals("requires_action")) {
      done = sandbox.authenticate(done.path("id").asText(), true);
    }
    assertThat(done.path("status").asText()).isEqualTo("succeeded");
    eventually(
        x ->
            assertThat(
                    tables()
                        .text("select status from setup_intent where id = ?", setup.getLong("id")))
                .isEqualTo("succeeded"));
    return done.path("payment_method").asText();
  }

  protected String setups() {
    return "/v1/users/" + user + "/setup-intents";
  }

  protected String methods() {
    return "/v1/users/" + user + "/payment-methods";
  }

  protected Json methodsNow() {
    return json(asUser().get(methods()), 200);
  }

  protected Answer pay(long order, String method) {
    return asUser().body(paying(order, method)).post("/v1/payments");
  }

  protected static Map<String, Object> paying(long order, String method) {
    return Map.of("orderId", order, "paymentMethodId", method);
  }

  protected Answer payOffSession(long order, String method) {
    var body = new HashMap<>(paying(order, method));
    body.put("offSession", true);
    return asService().body(body).post("/v1/payments");
  }

  /** How often money was taken for the order. */
  protected long charges(long order) {
    return sandbox.paymentIntents().stream()
        .filter(intent -> intent.at("/metadata/paydesk_order").asText().equals("" + order))
        .filter(intent -> intent.path("amount_received").asLong() > 0)
        .count();
  }

  protected long intents(long order) {
    return sandbox.paymentIntents().stream()
        .filter(intent -> intent.at("/metadata/paydesk_order").asText().equals("" + order))
        .count();
  }
}
