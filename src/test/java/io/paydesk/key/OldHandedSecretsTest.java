package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.QueryPlan;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who was given a secret is forgotten once nobody can be given it any more. */
@QuarkusTest
class OldHandedSecretsTest extends KeyTest {

  private static final String CARD = "4242424242424242";

  @Inject OldHandedSecrets old;

  private void forget() throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> old.forget());
  }

  private String token(long order) {
    var link = json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    return link.getString("url").replaceFirst(".*/pay/", "");
  }

  private static Json begun(Request payer, long order) {
    return json(payer.body(Map.of("orderId", order)).post("/v1/payments"), 201);
  }

  private void pay(long order, Json payment) {
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
  }

  private boolean isKnown(Json payment) {
    var intent = payment.getString("paymentIntentId");
    return tables().number("select count(*) from handed_secret where opens = ?", intent) == 1;
  }

  @Test
  void whatItsOwnerHasPaidIsForgotten() throws Throwable {
    long order = order();
    var payment = begun(asUser(), order);
    pay(order, payment);
    assertThat(isKnown(payment)).isTrue();

    forget();

    assertThat(isKnown(payment)).isFalse();
  }

  @Test
  void whatWasCanceledIsForgotten() throws Throwable {
    long order = order();
    var payment = begun(asUser(), order);
    asUser().post("/v1/payments/" + payment.getLong("id") + "/cancel").then().statusCode(200);

    forget();

    assertThat(isKnown(payment)).isFalse();
  }

  /** Else it would look as if a link that is given it later had it alone. */
  @Test
  void whatCanStillBePaidIsKept() throws Throwable {
    long order = order();
    var payment = begun(asUser(), order);

    forget();

    assertThat(isKnown(payment)).isTrue();
    var token = token(order);
    json(with(token).body(Map.of("orderId", order)).post("/v1/payments"), 200);
    pay(order, payment);
    with(token).get("/v1/payments").then().body("data[0].receiptUrl", nullValue());
  }

  @Test
  void whatALinkHasPaidIsKeptAsLongAsTheLink() throws Throwable {
    long order = order();
    var token = token(order);
    var payment = begun(with(token), order);
    pay(order, payment);
    asUser().post("/v1/payments/" + payment.getLong("id") + "/refresh").then().statusCode(200);

    forget();
    with(token).get("/v1/payments").then().body("data[0].receiptUrl", notNullValue());

    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);
    forget();
    assertThat(isKnown(payment)).isFalse();
  }

  /** An intent without a payment may be of an invoice that is open still. */
  @Test
  void aSessionWithoutAPaymentIsForgottenAfterAWeekAndAnIntentIsNot() throws Throwable {
    handed("cs_old" + user, "8 days");
    handed("cs_young" + user, "6 days");
    handed("pi_old" + user, "300 days");

    forget();

    assertThat(
            tables()
                .text(
                    "select string_agg(opens, ' ' order by opens) from handed_secret where opens like ?",
                    "%" + user))
        .isEqualTo("cs_young" + user + " pi_old" + user);
  }

  private void handed(String opens, String ago) {
    tables()
        .change(
            "insert into handed_secret (opens, attempts, handed_at) values (?, 0, now() - ?::interval)",
            opens,
            ago);
  }

  @Test
  void aRoundBeginsAtTheOldestAndReadsNoTableWhole() {
    tables().change("analyze handed_secret");
    var plan = QueryPlan.of(database.jdbcUrl(), OldHandedSecrets.FORGET, 4);
    var reads =
        plan.scans().stream()
            .filter(node -> !node.get("Node Type").asText().equals("ModifyTable"))
            .toList();
    new QueryPlan(reads).goesByIndexes().readsWhatItAsksFor();
  }

  @Test
  void aSessionThatHasEndedIsForgotten() throws Throwable {
    long order = order();
    var session =
        json(
                asUser()
                    .body(
                        Map.of(
                            "orderId",
                            order,
                            "surface",
                            "elements",
                            "returnUrl",
                            "http://localhost:3000/orders"))
                    .post("/v1/checkout-sessions"),
                201)
            .getString("sessionId");
    forget();
    assertThat(tables().number("select count(*) from handed_secret where opens = ?", session))
        .isEqualTo(1);
    sandbox.checkout().pay(session, CARD);
    eventuallyPaid(order);

    forget();

    assertThat(tables().number("select count(*) from handed_secret where opens = ?", session))
        .isZero();
  }
}
