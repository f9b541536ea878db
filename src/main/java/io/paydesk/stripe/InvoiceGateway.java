package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.InvoiceFinalizeInvoiceParams;
import com.stripe.param.InvoiceLineItemListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe about invoices, like {@link PaymentIntentGateway}. An invoice does not name what paid
 * it, so its payments are listed with it.
 *
 * @see <a href="https://docs.stripe.com/api/invoice-payment">payments of an invoice</a>
 */
@Singleton
public class InvoiceGateway {

  /** It says where the receipt is. */
  private static final PaymentIntentRetrieveParams WITH_CHARGE =
      PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build();

  private static final Set<String> PAYABLE = Set.of("draft", "open", "uncollectible");

  private final StripeClient stripe;
  private final StripeWorkers workers;

  InvoiceGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * An invoice, and the PaymentIntents of payments and attempts.
   *
   * @param payments none where it was paid outside Stripe, or cost nothing
   */
  public record InvoiceWithPayments(InvoiceSnapshot invoice, List<InvoicePayment> payments) {}

  /**
   * @param amountPaid minor units; 0 while it is not paid
   * @param paidAt null while it is not paid
   */
  public record InvoicePayment(
      PaymentIntentSnapshot intent, long amountPaid, @Nullable Instant paidAt) {}

  public Uni<StripeOutcome<InvoiceWithPayments>> retrieve(String id) {
    return workers.call(
        "invoices.retrieve",
        () ->
            withPayments(
                whole(
                    InvoiceSnapshot.of(
                        StripeJson.bodyOf(
                            stripe.v1().invoices().retrieve(id).getLastResponse())))));
  }

  /** Stripe includes ten lines in an invoice; the others have to be listed. */
  private InvoiceSnapshot whole(InvoiceSnapshot invoice) throws StripeException {
    if (!invoice.hasMoreLines()) {
      return invoice;
    }
    return invoice.withLines(
        StripeListing.all(
            after ->
                stripe
                    .v1()
                    .invoices()
                    .lineItems()
                    .list(
                        invoice.id(),
                        InvoiceLineItemListParams.builder()
                            .setLimit(StripeListing.PAGE)
                            .setStartingAfter(after)
                            .build())
                    .getLastResponse(),
            InvoiceLine::of,
            line -> true));
  }

  /**
   * The paid invoices of a subscription that make orders, oldest first.
   *
   * @param known ids to leave out
   */
  public Uni<StripeOutcome<List<InvoiceWithPayments>>> paid(
      String subscription, Set<String> known) {
    return workers.call(
        "invoices.list",
        () -> {
          var paid =
              list(
                  ofSubscription(subscription).setStatus(InvoiceListParams.Status.PAID),
                  invoice ->
                      (invoice.makesAnOrder() || invoice.hasMoreLines())
                          && !known.contains(invoice.id()));
          paid.sort(InvoiceSnapshot.BY_AGE);
          var all = new ArrayList<InvoiceWithPayments>();
          for (var each : paid) {
            var invoice = whole(each);
            if (invoice.makesAnOrder()) {
              all.add(withPayments(invoice));
            }
          }
          return all;
        });
  }

  /**
   * Whether any invoice of a subscription may still be paid: an open one, even if Stripe no longer
   * collects it, or a draft that may become open.
   */
  public Uni<StripeOutcome<Boolean>> anyPayable(String subscription) {
    return workers.call(
        "invoices.list",
        () ->
            !list(ofSubscription(subscription), invoice -> PAYABLE.contains(invoice.stripeStatus()))
                .isEmpty());
  }

  /** The open invoices of a subscription, oldest first; perhaps without all lines. */
  public Uni<StripeOutcome<List<InvoiceSnapshot>>> open(String subscription) {
    return workers.call(
        "invoices.list",
        () -> {
          var open =
              list(
                  ofSubscription(subscription).setStatus(InvoiceListParams.Status.OPEN),
                  InvoiceSnapshot::isOpen);
          open.sort(InvoiceSnapshot.BY_AGE);
          return open;
        });
  }

  private static InvoiceListParams.Builder ofSubscription(String subscription) {
    return InvoiceListParams.builder().setSubscription(subscription).setLimit(StripeListing.PAGE);
  }

  private List<InvoiceSnapshot> list(
      InvoiceListParams.Builder wanted, Predicate<InvoiceSnapshot> matches) throws StripeException {
    return StripeListing.all(
        after ->
            stripe.v1().invoices().list(wanted.setStartingAfter(after).build()).getLastResponse(),
        InvoiceSnapshot::of,
        matches);
  }

  public Uni<StripeOutcome<PayableInvoice>> payable(String id) {
    return workers.call("invoices.retrieve", () -> current(id));
  }

  private PayableInvoice current(String id) throws StripeException {
    var params = InvoiceRetrieveParams.builder().addExpand("confirmation_secret").build();
    return PayableInvoice.of(
        StripeJson.bodyOf(stripe.v1().invoices().retrieve(id, params).getLastResponse()));
  }

  /**
   * Finalizes a draft.
   *
   * @param key committed before this call
   */
  public Uni<StripeOutcome<PayableInvoice>> finish(String id, UUID key) {
    return workers.call(
        "invoices.finalize",
        () -> {
          var params =
              InvoiceFinalizeInvoiceParams.builder().addExpand("confirmation_secret").build();
          var options = RequestOptions.builder().setIdempotencyKey(key.toString()).build();
          var open = stripe.v1().invoices().finalizeInvoice(id, params, options);
          // A replayed answer shows it as it was then; it may have been paid since.
          return StripeJson.replayed(open.getLastResponse())
              ? current(id)
              : PayableInvoice.of(StripeJson.bodyOf(open.getLastResponse()));
        });
  }

  /**
   * Voids an open invoice, so that nobody can pay it any more. Stripe refuses to void a paid one.
   *
   * @param key committed before this call
   * @see <a href="https://docs.stripe.com/api/invoices/void">void an invoice</a>
   */
  public Uni<StripeOutcome<InvoiceSnapshot>> makeVoid(String id, UUID key) {
    return workers.call(
        "invoices.void",
        () ->
            InvoiceSnapshot.of(
                StripeJson.bodyOf(
                    stripe
                        .v1()
                        .invoices()
                        .voidInvoice(
                            id, RequestOptions.builder().setIdempotencyKey(key.toString()).build())
                        .getLastResponse())));
  }

  private InvoiceWithPayments withPayments(InvoiceSnapshot invoice) throws StripeException {
    var entries =
        StripeListing.all(
            after ->
                stripe
                    .v1()
                    .invoicePayments()
                    .list(
                        InvoicePaymentListParams.builder()
                            .setInvoice(invoice.id())
                            .setLimit(StripeListing.PAGE)
                            .setStartingAfter(after)
                            .build())
                    .getLastResponse(),
            Function.<JsonNode>identity(),
            entry -> StripeJson.id(entry.path("payment"), "payment_intent") != null);
    var payments = new ArrayList<InvoicePayment>();
    for (var entry : entries) {
      var intent = StripeJson.id(entry.path("payment"), "payment_intent");
      payments.add(
          new InvoicePayment(
              PaymentIntentSnapshot.of(
                  StripeJson.bodyOf(
                      stripe
                          .v1()
                          .paymentIntents()
                          .retrieve(intent, WITH_CHARGE)
                          .getLastResponse())),
              "paid".equals(StripeJson.text(entry, "status"))
                  ? entry.path("amount_paid").longValue()
                  : 0,
              StripeJson.time(entry.path("status_transitions"), "paid_at")));
    }
    return new InvoiceWithPayments(invoice, payments);
  }
}
