package io.paydesk.mcp;

import io.paydesk.caller.Call;
import io.paydesk.order.OrderResource;
import io.paydesk.payment.PaymentResource;
import io.paydesk.refund.CreateRefund;
import io.paydesk.refund.RefundInTwoSteps;
import io.paydesk.refund.RefundResource;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refund in two tools: one that only looks, which a client may call without asking, and one that
 * moves money, before which it asks a person. The second takes what the first has shown, and
 * nothing else.
 */
@Singleton
class RefundTools {

  private static final Argument PAYMENT =
      Argument.number("paymentId", "The id of the payment to refund").needed();

  private static final Argument REASON =
      Argument.oneOf(
          "reason",
          "Why, in Stripe's words; 'fraudulent' also puts the card on Stripe's block list",
          List.of("duplicate", "fraudulent", "requested_by_customer"));

  private static final String MINOR_UNITS =
      "In the currency's smallest unit: 2500 are 25.00 usd, and 2500 yen";

  private final RefundInTwoSteps refunds;

  RefundTools(RefundInTwoSteps refunds) {
    this.refunds = refunds;
  }

  List<Tool> tools() {
    return List.of(previewRefund(), createRefund());
  }

  private Tool previewRefund() {
    return new Tool(
        "preview_refund",
        "Preview a refund",
        "Shows what a refund of a payment would do: the amount, what remains, and what becomes of"
            + " the order. Changes nothing. Show its answer to a person, and let them decide:"
            + " create_refund takes its 'confirmation', which holds for ten minutes. Role admin.",
        List.of(
            PAYMENT,
            Argument.number("refundAmount", MINOR_UNITS + ". Leave it out for all that remains"),
            REASON),
        List.of(
            Call.writing(RefundResource.class),
            Call.reading(PaymentResource.class),
            Call.reading(OrderResource.class)),
        null,
        sent -> refunds.preview(asked(sent, sent.whole("refundAmount"))));
  }

  private Tool createRefund() {
    return new Tool(
        "create_refund",
        "Make a refund",
        "Sends money back to the payer, which cannot be undone. Call it after preview_refund, with"
            + " the values that it showed and its 'confirmation', and only where a person has"
            + " agreed to them. Called again with the same confirmation it answers with the same"
            + " refund. Role admin.",
        List.of(
            PAYMENT,
            Argument.number("refundAmount", "As preview_refund showed it. " + MINOR_UNITS).needed(),
            REASON,
            Argument.text("confirmation", "The one that preview_refund answered").needed()),
        List.of(Call.writing(RefundResource.class)),
        new Tool.Writing(RefundResource.class, "createRefund"),
        sent ->
            refunds.make(asked(sent, sent.whole("refundAmount")), sent.neededText("confirmation")));
  }

  /**
   * @param amount minor units; null for all that remains
   */
  private static CreateRefund asked(Arguments sent, @Nullable Long amount) {
    return new CreateRefund(
        sent.neededRow("paymentId").value(), amount, null, sent.text("reason"), null, null);
  }
}
