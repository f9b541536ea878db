package io.paydesk.recurring;

import io.paydesk.caller.ForLinks;
import io.paydesk.method.PaymentMethodView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What pays a user's renewals from now on. */
@Schema(name = "RenewalMethod")
public record RenewalMethodView(
    @Schema(required = true) PaymentMethodView paymentMethod,
    @Schema(required = true, description = "The subscriptions that it pays, oldest first")
        List<Renewed> recurringPayments)
    implements ForLinks {

  /** A link that shows saved methods is for their payer. */
  @Override
  public RenewalMethodView forLink() {
    return this;
  }

  /** A running subscription. */
  @Schema(name = "RenewedSubscription")
  public record Renewed(
      @Schema(required = true, examples = "1") long id,
      @Schema(required = true, description = "Its first order", examples = "1") long orderId,
      @Schema(
              required = true,
              description =
                  "While it is `past_due` or `unpaid` an invoice is open, which this does not pay:"
                      + " see POST /v1/recurring-payments/{id}/pay",
              examples = "active")
          RecurringPaymentStatus status,
      @Schema(
              description =
                  "Whether it renews with the method. False where Stripe refused, such as for a"
                      + " method that cannot pay its currency: it renews as before. Left out where an"
                      + " earlier request with the same key is answered again")
          @Nullable Boolean changed) {

    static Renewed of(RecurringPayment row, @Nullable Boolean changed) {
      return new Renewed(row.id, row.orderId, row.status, changed);
    }
  }
}
