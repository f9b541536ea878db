package io.paydesk.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Each invoice of a subscription has a page, and each of its payments a receipt. */
@QuarkusTest
class PapersOfRenewalsTest extends SubscriptionTest {

  @Test
  void aPaymentOfAnInvoiceShowsBoth() {
    long order = monthly();
    active(order);

    var payment =
        json(asUser().get("/v1/payments?orderId=" + order), 200).getString("data[0].invoiceUrl");
    assertThat(payment).startsWith(sandbox.baseUri() + "/i/in_");
    var all = json(asUser().get("/v1/payments?orderId=" + order), 200);
    assertThat(all.getString("data[0].invoicePdf")).isEqualTo(payment + "/pdf");
    assertThat(all.getString("data[0].receiptUrl")).startsWith(sandbox.baseUri() + "/receipts/");
  }

  @Test
  void oneFromBeforePapersWereKeptShowsThemOnceStripeIsAsked() {
    long order = monthly();
    active(order);
    long payment = tables().number("select id from payment where order_id = ?", order);
    tables()
        .change(
            "update payment set receipt_url = null, invoice_url = null, invoice_pdf = null where id"
                + " = ?",
            payment);
    assertThat(payment(payment).getString("receiptUrl")).isNull();

    var asked = json(asUser().post("/v1/payments/" + payment + "/refresh"), 200);

    assertThat(asked.getString("receiptUrl")).isNotNull();
    assertThat(asked.getString("invoiceUrl")).isNotNull();
  }

  @Test
  void theAnswerSaysWhereStripeDidNotAnswer() {
    long order = monthly();
    active(order);
    long payment = tables().number("select id from payment where order_id = ?", order);
    sandbox.faults().failNext("GET /v1/invoices", 500, 5);

    asUser().post("/v1/payments/" + payment + "/refresh").then().statusCode(202);

    sandbox.faults().clear();
    assertThat(payment(payment).getString("invoiceUrl")).isNotNull();
  }
}
