package io.paydesk.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DuePaymentsTest extends PaydeskTest {

  @Inject DueRound dueRound;

  @Test
  void manyDuePaymentsAreReconciledInOneRound() {
    loseEvents();
    var orders = new ArrayList<Long>();
    for (int i = 0; i < 24; i++) {
      long order = order();
      sandbox.confirm(started(order).getString("paymentIntentId"), "4242424242424242");
      orders.add(order);
    }

    dueRound.runNowForUser(user);

    assertThat(orders).allSatisfy(order -> assertThat(orderStatus(order)).isEqualTo("paid"));
  }

  @Test
  void frequentRefreshesDoNotDelayTheNextCheck() {
    started(order());
    long order = order();
    sandbox.faults().failNext("POST /v1/payment_intents", 429, 1_000);
    long payment = start(order).then().statusCode(202).extract().jsonPath().getLong("id");
    for (int i = 0; i < 5; i++) {
      start(order).then().statusCode(202);
    }

    assertThat(
            tables()
                .text(
                    "select next_check_at < now() + interval '61 seconds' from payment where id = ?",
                    payment))
        .isEqualTo("t");
  }

  @Test
  void checksBecomeRarerButUnknownPaymentsAreCheckedEveryHour() {
    started(order());
    long order = order();
    sandbox.faults().failNext("POST /v1/payment_intents", 429, 1_000);
    long unknown = start(order).then().statusCode(202).extract().jsonPath().getLong("id");
    tables().change("update payment set checks = 9 where id = ?", unknown);

    dueRound.runNow(unknown);

    assertThat(tables().number("select checks from payment where id = ?", unknown)).isEqualTo(10);
    assertThat(
            tables()
                .text(
                    """
                    select next_check_at between now() + interval '50 minutes' and now() + interval '61 minutes'
                    from payment where id = ?
                    """,
                    unknown))
        .isEqualTo("t");
  }

  @Test
  void aCancelIsUrgentHoweverOftenThePaymentWasCheckedBefore() {
    var payment = started(order());
    tables().change("update payment set checks = 9 where id = ?", payment.getLong("id"));
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 100);

    asUser().post("/v1/payments/" + payment.getLong("id") + "/cancel").then().statusCode(202);

    assertThat(
            tables()
                .text(
                    "select checks || ' ' || (next_check_at < now() + interval '61 seconds') from payment where id = ?",
                    payment.getLong("id")))
        .isEqualTo("0 true");
  }
}
