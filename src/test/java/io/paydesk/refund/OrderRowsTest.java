package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.order.Order;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.Resolution;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentStatus;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How refunds change an order. */
class OrderRowsTest {

  private static final long COSTS = 9999;

  /**
   * @param payments what came, and how much of it went back
   */
  @ParameterizedTest
  @CsvSource({
    "9999-0, PAID",
    // A code covered everything.
    "0-0, PAID",
    "0-0 9999-9999, PAID",
    "9999-1, PARTIALLY_REFUNDED",
    "9999-9999, REFUNDED",
    // An admin has accepted another amount.
    "5000-0, PAID",
    "5000-1, PARTIALLY_REFUNDED",
    // It was paid twice: one payment covers what was refunded of the other.
    "9999-0 9999-0, PAID",
    "9999-9999 9999-0, PAID",
    "9999-1 9999-0, PAID",
    "9999-9999 9999-1, PARTIALLY_REFUNDED",
    // An invoice may be paid in parts: none of them pays for the order alone.
    "5000-0 4999-0, PAID",
    "5000-5000 4999-0, PARTIALLY_REFUNDED",
    "5000-0 4999-1, PARTIALLY_REFUNDED",
    "5000-5000 4999-4999, REFUNDED",
    // A part that did not fit, and then the whole.
    "5000-5000 9999-0, PAID",
    "5000-0 9999-9999, PARTIALLY_REFUNDED",
  })
  void theMoneyDecidesTheOrdersStatus(String payments, OrderStatus status) {
    assertThat(rows(payments).fromPayments()).isEqualTo(status);
  }

  @Test
  void anOrderThatCostNothingIsRefundedWhereAnAdminSaysSo() {
    var rows = rows("0-0");
    rows.payments().get(0).reviewReason = "paid-after-cancel";
    assertThat(rows.fromPayments()).isEqualTo(OrderStatus.PAID);

    rows.order().resolution = Resolution.REFUND;

    assertThat(rows.fromPayments()).isEqualTo(OrderStatus.REFUNDED);
  }

  private static OrderRows rows(String payments) {
    var order = new Order();
    order.amount = COSTS;
    var rows = new OrderRows(order, new ArrayList<>(), new ArrayList<>());
    for (var each : payments.split(" ")) {
      var cameAndWent = each.split("-");
      var payment = new Payment();
      payment.id = rows.payments().size() + 1L;
      payment.status = PaymentStatus.SUCCEEDED;
      payment.amountReceived = Long.parseLong(cameAndWent[0]);
      rows.payments().add(payment);
      var refund = new Refund();
      refund.paymentId = payment.id;
      refund.status = RefundStatus.SUCCEEDED;
      refund.amount = Long.parseLong(cameAndWent[1]);
      rows.refunds().add(refund);
    }
    return rows;
  }
}
