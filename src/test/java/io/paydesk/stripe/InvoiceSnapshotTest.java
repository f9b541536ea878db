package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An invoice's lines and amounts, as Stripe sends them now and as it did before. */
class InvoiceSnapshotTest {

  private static final String NEW =
      """
      {"id": "in_1", "status": "paid", "subtotal": 4500, "total": 4284, "amount_due": 3284, "amount_paid": 3284,
       "starting_balance": -1000, "ending_balance": 0,
       "total_discount_amounts": [{"amount": 600}, {"amount": 300}],
       "total_taxes": [{"amount": 500}, {"amount": 184}],
       "parent": {"subscription_details": {"subscription": "sub_1", "metadata": {}}},
       "lines": {"has_more": true, "data": [
         {"amount": 4500, "quantity": 3, "period": {"start": 1764000000, "end": 1766592000},
          "parent": {"type": "subscription_item_details", "invoice_item_details": null,
            "subscription_item_details": {"subscription": "sub_1", "subscription_item": "si_1", "proration": false}},
          "pricing": {"type": "price_details", "price_details": {"price": "price_1", "product": "prod_1"}}},
         {"amount": -200, "quantity": 1, "period": {"start": 1764000000, "end": 1766592000},
          "parent": {"type": "invoice_item_details", "subscription_item_details": null,
            "invoice_item_details": {"invoice_item": "ii_1", "subscription": "sub_1", "proration": true}},
          "pricing": {"type": "price_details", "price_details": {"price": {"id": "price_2"}}}},
         {"amount": 700, "quantity": null, "period": {"start": 1764000000, "end": 1764000000},
          "parent": {"type": "invoice_item_details", "subscription_item_details": null,
            "invoice_item_details": {"invoice_item": "ii_2", "subscription": null, "proration": false}},
          "pricing": null}]}}
      """;

  private static final String OLD =
      """
      {"id": "in_1", "status": "paid", "subtotal": 1500, "total": 1785, "amount_due": 1785, "amount_paid": 1785,
       "starting_balance": 0, "ending_balance": null, "subscription": "sub_1", "tax": 285,
       "total_discount_amounts": null, "total_tax_amounts": [{"amount": 285, "inclusive": false}],
       "lines": {"has_more": false, "data": [
         {"amount": 1500, "quantity": 1, "type": "subscription", "subscription": "sub_1", "subscription_item": "si_1",
          "proration": false, "price": {"id": "price_1"}, "period": {"start": 1764000000, "end": 1766592000}},
         {"amount": 300, "quantity": 2, "type": "invoiceitem", "subscription": "sub_1", "subscription_item": "si_1",
          "proration": true, "plan": {"id": "plan_1"}, "period": {"start": 1764000000, "end": 1766592000}}]}}
      """;

  private static final Instant START = Instant.ofEpochSecond(1764000000);
  private static final Instant END = Instant.ofEpochSecond(1766592000);

  private static InvoiceSnapshot read(String json) {
    return InvoiceSnapshot.of(StripeJson.parse(json));
  }

  @Test
  void itsAmountsShowTheDiscountsAndWhatTheBalanceCovers() {
    assertThat(read(NEW).amounts())
        .isEqualTo(new InvoiceAmounts(4500, 900, 684, 4284, 1000, 3284, 3284, 0));
    assertThat(read(OLD).amounts())
        .isEqualTo(new InvoiceAmounts(1500, 0, 285, 1785, 0, 1785, 1785, 0));
  }

  @Test
  void aCarriedOverAmountIsCoveredHereAndDueWithTheNextInvoice() {
    var small =
        read(
            """
            {"subtotal": 30, "total": 30, "amount_due": 0, "amount_paid": 0, "starting_balance": 0,
             "ending_balance": 30}
            """);
    var next =
        read(
            """
            {"subtotal": 30, "total": 30, "amount_due": 60, "amount_paid": 60, "starting_balance": 30,
             "ending_balance": 0}
            """);

    assertThat(small.amounts().credit()).isEqualTo(30);
    assertThat(next.amounts().credit()).isEqualTo(-30);
    assertThat(small.makesAnOrder()).isTrue();
  }

  @Test
  void itsLinesShowWhatTheyAreFor() {
    var invoice = read(NEW);

    assertThat(invoice.hasMoreLines()).isTrue();
    assertThat(invoice.lines())
        .containsExactly(
            new InvoiceLine("sub_1", "si_1", "price_1", 3L, 4500, false, START, END),
            new InvoiceLine("sub_1", null, "price_2", 1L, -200, true, START, END),
            new InvoiceLine(null, null, null, null, 700, false, START, START));
  }

  @Test
  void theLinesOfAnOlderVersionReadTheSame() {
    assertThat(read(OLD).lines())
        .containsExactly(
            new InvoiceLine("sub_1", "si_1", "price_1", 1L, 1500, false, START, END),
            new InvoiceLine("sub_1", "si_1", "plan_1", 2L, 300, true, START, END));
  }
}
