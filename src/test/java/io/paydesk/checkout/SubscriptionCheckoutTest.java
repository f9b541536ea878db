package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What tests of checkout sessions in subscription mode share. */
public abstract class SubscriptionCheckoutTest extends SubscriptionTest {

  protected static final String DECLINED_CARD = CheckoutTest.DECLINED_CARD;
  protected static final String BANK_THAT_PAYS = CheckoutTest.BANK_THAT_PAYS;
  protected static final String BANK_THAT_REFUSES = "pm_usBankAccount_insufficientFunds";

  @ConfigProperty(name = "stripe.secret-key")
  String secretKey;

  protected Answer ask(Map<String, Object> body) {
    return asUser().body(body).post("/v1/checkout-sessions");
  }

  /** A new hosted session. */
  protected Json begun(long order) {
    return json(ask(on("hosted", order)), 201);
  }

  /** It sells something else, and its payer completes it. */
  protected String completedWithMarksOf(Json session, Map<String, String> fields) {
    var id =
        CheckoutTest.withMarksOf(
            atStripe(session), sandbox.baseUri().toString(), secretKey, fields);
    sandbox.checkout().pay(id, GOOD_CARD);
    return id;
  }

  protected static long rowOf(Json session) {
    return session.getLong("recurringPaymentId");
  }

  protected JsonNode atStripe(Json session) {
    return sandbox.checkout().session(session.getString("sessionId"));
  }

  /** Completes it, as the payer does. */
  protected void complete(Json session, String card) {
    sandbox.checkout().pay(session.getString("sessionId"), card);
  }

  protected List<JsonNode> sessionsOf(long order) {
    return sandbox.checkout().sessions().stream()
        .filter(made -> made.at("/metadata/paydesk_order").asText().equals("" + order))
        .toList();
  }

  protected List<JsonNode> subscriptionsOf(long order) {
    return sandbox.billing().subscriptions().stream()
        .filter(made -> made.at("/metadata/paydesk_order").asText().equals("" + order))
        .toList();
  }

  protected long live(long order) {
    return tables()
        .number(
            """
            select count(*) from recurring_payment where order_id = ?
              and status not in ('canceled', 'incomplete_expired')
            """,
            order);
  }

  /** So that the first call of a test is the one that makes the session. */
  protected void customerIsThere() {
    started(order());
  }

  /** Puts the row back to what was committed before Stripe was called. */
  protected void forgetTheAnswer(long row) {
    workedOff();
    tables()
        .change(
            """
            update recurring_payment set status = 'created', checkout_session_id = null,
              session_expires_at = null, subscription_id = null, stripe_status = null, observed_at = null
            where id = ?
            """,
            row);
  }

  protected void isPaidOnce(long order, long row, Json session) {
    eventuallyPaid(order);
    eventuallyIs(row, "active");
    assertThat(recurring(row).getString("subscriptionId"))
        .isEqualTo(atStripe(session).path("subscription").asText());
    assertThat(
            tables()
                .number(
                    "select count(*) from payment where order_id = ? and status = 'succeeded'",
                    order))
        .isEqualTo(1);
    assertThat(tables().text("select review_reason from orders where id = ?", order)).isNull();
    // How often access has begun.
    assertThat(tables().number("select accesses from recurring_payment where id = ?", row))
        .isEqualTo(1);
  }
}
