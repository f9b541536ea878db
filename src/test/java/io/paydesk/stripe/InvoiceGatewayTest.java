package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.StripeOutcome.Done;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Invoices whose lines do not fit into one answer. */
class InvoiceGatewayTest {

  private static final String EMPTY = "{\"object\":\"list\",\"data\":[],\"has_more\":false}";

  private static String lines(int from, int to, boolean more) {
    return "{\"object\":\"list\",\"has_more\":%s,\"url\":\"/v1/invoices/in_1/lines\",\"data\":[%s]}"
        .formatted(
            more,
            IntStream.range(from, to)
                .mapToObj(
                    i ->
                        """
                        {"id":"il_%d","object":"line_item","amount":%d,"quantity":1,"period":{"start":1,"end":2},
                         "parent":{"type":"subscription_item_details","subscription_item_details":
                           {"subscription":"sub_1","subscription_item":"si_%d","proration":false}},
                         "pricing":{"type":"price_details","price_details":{"price":"price_%d","product":"prod_1"}}}
                        """
                            .formatted(i, 100 + i, i, i))
                .collect(Collectors.joining(",")));
  }

  private static String invoice() {
    return """
    {"id":"in_1","object":"invoice","status":"paid","subtotal":1266,"total":1266,"amount_due":1266,
     "amount_paid":1266,"currency":"usd","created":1,"customer":"cus_1","lines":%s}
    """
        .formatted(lines(0, 10, true));
  }

  private static void answer(RawStripe.Asked asked, RawStripe.Line line)
      throws java.io.IOException {
    if (asked.path().startsWith("/v1/invoice_payments")) {
      line.answer(200, EMPTY);
    } else if (!asked.path().startsWith("/v1/invoices/in_1/lines")) {
      line.answer(200, invoice());
    } else if (asked.path().contains("starting_after=il_6")) {
      line.answer(200, lines(7, 12, false));
    } else {
      line.answer(200, lines(0, 7, true));
    }
  }

  @Test
  void linesThatAreNotInTheInvoiceAreListed() {
    try (var stripe = new RawStripe(InvoiceGatewayTest::answer);
        var calls = new Calls(Calls.Settings.patient(), stripe.uri())) {

      var outcome = calls.invoices().retrieve("in_1").await().indefinitely();

      var lines = ((Done<InvoiceWithPayments>) outcome).value().invoice().lines();
      assertThat(lines.stream().map(InvoiceLine::itemId))
          .isEqualTo(IntStream.range(0, 12).mapToObj(i -> "si_" + i).toList());
    }
  }
}
