package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.Visitor;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of a subscription's invoices is still to be paid, which Stripe knows: "20.00 USD". */
@Singleton
class OpenPart {

  private final RecurringReader subscriptions;
  private final InvoiceGateway gateway;

  OpenPart(RecurringReader subscriptions, InvoiceGateway gateway) {
    this.subscriptions = subscriptions;
    this.gateway = gateway;
  }

  Uni<String> of(long id, Visitor visitor) {
    return subscriptions
        .get(id, visitor.caller())
        .flatMap(
            row ->
                row.subscriptionId() == null
                    ? Uni.createFrom().item("–")
                    : gateway
                        .open(row.subscriptionId())
                        .plug(HomeContext.back())
                        .map(outcome -> words(outcome, visitor.words())));
  }

  private static String words(StripeOutcome<List<InvoiceSnapshot>> outcome, AdminWords words) {
    return outcome instanceof StripeOutcome.Done<List<InvoiceSnapshot>> done
        ? words(done.value(), words)
        : "Stripe does not say";
  }

  private static String words(List<InvoiceSnapshot> open, AdminWords words) {
    var sums =
        open.stream()
            .collect(
                Collectors.groupingBy(
                    InvoiceSnapshot::currency,
                    TreeMap::new,
                    Collectors.summingLong(one -> one.amounts().remaining())));
    return sums.isEmpty()
        ? "Nothing"
        : sums.entrySet().stream()
            .map(sum -> words.money(sum.getValue(), sum.getKey()))
            .collect(Collectors.joining(" and "));
  }
}
