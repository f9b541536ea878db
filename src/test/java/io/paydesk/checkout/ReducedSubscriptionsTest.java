package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promotion codes and tax change what a subscription that begins by a session costs. */
@QuarkusTest
class ReducedSubscriptionsTest extends SubscriptionCheckoutTest {

  private Json code(Map<String, String> coupon) {
    return CheckoutTest.code(sandbox.baseUri().toString(), secretKey, coupon);
  }

  private void states(long order, long discount, long tax, long total) {
    var shown = json(asUser().get("/v1/orders/" + order), 200);
    assertThat(shown.getString("status")).isEqualTo("paid");
    assertThat(shown.getLong("subtotal")).isEqualTo(1500);
    assertThat(shown.getLong("discount")).isEqualTo(discount);
    assertThat(shown.getLong("tax")).isEqualTo(tax);
    assertThat(shown.getLong("total")).isEqualTo(total);
    assertThat(shown.getString("reviewReason")).isNull();
  }

  @Test
  void theOrdersCodeReducesTheFirstInvoice() {
    long order =
        monthly(Map.of("promotionCode", code(Map.of("percent_off", "20")).getString("id")));
    var session = begun(order);
    assertThat(atStripe(session).path("amount_total").asLong()).isEqualTo(1200);

    complete(session, GOOD_CARD);

    eventuallyPaid(order);
    states(order, 300, 0, 1200);
  }

  @Test
  void aCodeThatThePayerEntersReducesTheFirstInvoice() {
    long order = monthly(Map.of("allowPromotionCodes", true));
    var session = begun(order);
    sandbox
        .checkout()
        .code(
            session.getString("sessionId"),
            code(Map.of("amount_off", "500", "currency", "usd")).getString("code"));

    complete(session, GOOD_CARD);

    eventuallyPaid(order);
    states(order, 500, 0, 1000);
  }

  @Test
  void aCodeThatCoversEverythingPaysTheOrderOnceAndGivesAccess() {
    long order =
        monthly(Map.of("promotionCode", code(Map.of("percent_off", "100")).getString("id")));
    var session = begun(order);

    complete(session, GOOD_CARD);

    eventuallyPaid(order);
    states(order, 1500, 0, 0);
    eventuallyIs(rowOf(session), "active");
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
  }

  @Test
  void taxIsWhatStripeWorksOut() {
    long order = monthly(Map.of("automaticTax", true));
    var session = begun(order);
    sandbox.checkout().address(session.getString("sessionId"), Map.of("country", "DE"));

    complete(session, GOOD_CARD);

    eventuallyPaid(order);
    states(order, 0, 285, 1785);
  }

  @Test
  void aBareSubscriptionKnowsNeither() {
    isRefused(subscribe(monthly(Map.of("automaticTax", true))), 422, "order-needs-checkout");
    isRefused(subscribe(monthly(Map.of("allowPromotionCodes", true))), 422, "order-needs-checkout");
  }

  @Test
  void aCodeThatStripeDoesNotKnowHasAProblemOfItsOwn() {
    customerIsThere();
    int customers = sandbox.customers().size();
    long order = monthly(Map.of("promotionCode", "promo_of_nowhere"));

    isRefused(ask(on("hosted", order)), 422, "promotion-code-unknown");

    assertThat(live(order)).isZero();
    assertThat(sandbox.customers()).hasSize(customers);
  }
}
