package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.recurring.QuantityPreviewView.Line;
import io.paydesk.recurring.QuantityPreviewView.Renewal;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.InvoicePreview;
import io.paydesk.stripe.InvoicePreviewGateway;
import io.paydesk.stripe.StripeClock;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.stripe.SubscriptionSnapshot.Item;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks Stripe what another quantity would cost. It changes nothing, here and at Stripe. */
@Singleton
class QuantityPreviews {

  /** Nothing is billed, so a change is free until the next period. */
  private static final Set<String> FREE = Set.of("trialing", "paused");

  private final Transactions transactions;
  private final SubscriptionGateway subscriptions;
  private final InvoicePreviewGateway invoices;
  private final StripeClock clock;
  private final AskLimit limit;

  QuantityPreviews(
      Transactions transactions,
      SubscriptionGateway subscriptions,
      InvoicePreviewGateway invoices,
      StripeClock clock,
      AskLimit limit) {
    this.transactions = transactions;
    this.subscriptions = subscriptions;
    this.invoices = invoices;
    this.clock = clock;
    this.limit = limit;
  }

  /** What is asked about. */
  private record Asked(
      RecurringPayment row, SubscriptionSnapshot seen, Item item, int quantity, Instant asOf) {

    private String itemId() {
      return requireNonNull(item.id());
    }

    /** Whether the change makes an invoice of its own. */
    private boolean isInvoiced() {
      return !FREE.contains(seen.stripeStatus()) && item.quantity() != quantity;
    }

    private boolean isRenewed() {
      var end = seen.end();
      boolean endsBefore =
          end.at() != null && item.periodEnd() != null && !end.at().isAfter(item.periodEnd());
      return !end.withPeriod() && !endsBefore;
    }
  }

  /**
   * @param id of a row that the caller may change
   */
  Uni<QuantityPreviewView> preview(long id, int quantity) {
    return limit.within(
        "recurring_payment",
        id,
        () ->
            transactions
                .read(() -> RecurringPayment.<RecurringPayment>findById(id))
                .invoke(QuantityPreviews::mustBeChangeable)
                .flatMap(
                    row ->
                        subscriptions
                            .retrieve(requireNonNull(row.subscriptionId))
                            .map(outcome -> asked(row, value(outcome), quantity)))
                .flatMap(this::ask));
  }

  private static void mustBeChangeable(RecurringPayment row) {
    if (row.change != null) {
      throw RecurringProblems.changeUnderWay(row);
    }
    if (row.subscriptionId == null || !row.status.isRunning()) {
      throw row.status.isNotConfirmedByStripe()
          ? RecurringProblems.stripeSilent(row)
          : RecurringProblems.notRunning(row, "changed in quantity");
    }
  }

  private Asked asked(RecurringPayment row, SubscriptionSnapshot seen, int quantity) {
    var item = row.own(seen);
    if (item == null || item.id() == null) {
      throw RecurringProblems.refusedByStripe(
          RecurringFinder.NO_ITEM.code(), RecurringFinder.NO_ITEM.message());
    }
    var asOf = AsOf.of(clock.latest(), item.periodStart(), item.periodEnd());
    return new Asked(row, seen, item, quantity, asOf);
  }

  private Uni<QuantityPreviewView> ask(Asked asked) {
    var id = asked.seen.id();
    var change =
        asked.isInvoiced()
            ? invoices
                .ofChange(id, asked.itemId(), asked.quantity, asked.asOf)
                .map(outcome -> Optional.of(value(outcome)))
            : Uni.createFrom().item(Optional.<InvoicePreview>empty());
    var renewal =
        asked.isRenewed()
            ? invoices
                .ofRenewal(id, asked.itemId(), asked.quantity)
                .map(QuantityPreviews::unlessNone)
            : Uni.createFrom().item(Optional.<InvoicePreview>empty());
    return change.flatMap(now -> renewal.map(next -> view(asked, now, next)));
  }

  private static Optional<InvoicePreview> unlessNone(StripeOutcome<InvoicePreview> outcome) {
    return outcome instanceof Refused<InvoicePreview> refused
            && InvoicePreviewGateway.NONE.equals(refused.code())
        ? Optional.empty()
        : Optional.of(value(outcome));
  }

  private static <T> T value(StripeOutcome<T> outcome) {
    if (outcome instanceof Done<T> done) {
      return done.value();
    }
    throw outcome instanceof Refused<T> refused
        ? RecurringProblems.refusedByStripe(refused.code(), refused.message())
        : QuantityProblems.previewUnknown();
  }

  private static QuantityPreviewView view(
      Asked asked, Optional<InvoicePreview> change, Optional<InvoicePreview> renewal) {
    // Without such a line it is the renewal's, so nothing is charged at once.
    var now = change.filter(InvoicePreview::hasProrations).orElse(null);
    long total = now == null ? 0 : now.amounts().total();
    return new QuantityPreviewView(
        asked.row.id,
        asked.quantity,
        asked.item.quantity(),
        currency(asked, change.or(() -> renewal)),
        now == null ? 0 : now.amounts().due(),
        total,
        now == null ? 0 : now.amounts().discount(),
        now == null ? 0 : now.amounts().tax(),
        now == null || total < 0 ? 0 : now.amounts().credit(),
        Math.max(0, -total),
        now == null ? List.of() : now.lines().stream().map(Line::of).toList(),
        renewal.map(next -> renewal(asked, next)).orElse(null),
        asked.asOf,
        AsOf.goodUntil(asked.asOf, asked.item.periodEnd()));
  }

  private static Renewal renewal(Asked asked, InvoicePreview next) {
    var end = asked.item.periodEnd() == null ? asked.asOf : asked.item.periodEnd();
    return new Renewal(next.amounts().total(), next.chargedAt() == null ? end : next.chargedAt());
  }

  private static @Nullable String currency(Asked asked, Optional<InvoicePreview> any) {
    var price = asked.item.price();
    return any.map(InvoicePreview::currency).orElse(price == null ? null : price.currency());
  }
}
