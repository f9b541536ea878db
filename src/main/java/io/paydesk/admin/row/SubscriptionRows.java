package io.paydesk.admin.row;

import io.paydesk.admin.AdminWords;
import io.paydesk.admin.EachTime;
import io.paydesk.admin.Visitor;
import io.paydesk.admin.act.SubscriptionActs;
import io.paydesk.admin.row.Belongings.Read;
import io.paydesk.payment.PaymentsOfSubscription;
import io.paydesk.payment.PaymentsOfSubscription.Paid;
import io.paydesk.recurring.AccessReader;
import io.paydesk.recurring.AccessReader.Times;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.timeline.TimelineFilter;
import io.quarkus.qute.RawString;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page of a subscription. */
@Singleton
class SubscriptionRows {

  /** Two years of months. */
  private static final int NEWEST = 24;

  private final Belongings belongings;
  private final RecurringReader subscriptions;
  private final AccessReader access;
  private final PaymentsOfSubscription payments;
  private final StripeLinks stripe;

  SubscriptionRows(
      Belongings belongings,
      RecurringReader subscriptions,
      AccessReader access,
      PaymentsOfSubscription payments,
      StripeLinks stripe) {
    this.belongings = belongings;
    this.subscriptions = subscriptions;
    this.access = access;
    this.payments = payments;
    this.stripe = stripe;
  }

  /** What is known of one. */
  private record Known(RecurringPaymentView row, Times times, Paid paid) {}

  Uni<RowPage> subscription(long id, Visitor visitor) {
    return known(id, visitor)
        .flatMap(
            known ->
                belongings
                    .page(
                        known.row.orderId(),
                        new TimelineFilter(null, null, null, id),
                        "&recurringPaymentId=" + id,
                        visitor,
                        read -> shown(known, read, visitor.words()))
                    .invoke(page -> page.money = came(known.paid, visitor.words())));
  }

  /** One after the other: they share the session of the request. */
  private Uni<Known> known(long id, Visitor visitor) {
    var caller = visitor.caller();
    return subscriptions
        .get(id, caller)
        .flatMap(
            row ->
                access
                    .of(id, caller)
                    .flatMap(
                        times ->
                            payments
                                .of(id, row.orderId(), NEWEST, caller)
                                .map(paid -> new Known(row, times, paid))));
  }

  private Shown shown(Known known, Read read, AdminWords words) {
    var row = known.row;
    var page =
        new RowPage(
            "Subscription",
            "subscriptions",
            Long.toString(row.id()),
            RowLinks.subscription(row.id()),
            "recurring_payment:" + row.id(),
            RowActs.of(
                SubscriptionActs.of(
                    row, read.order(), known.times.paidUntil(), known.times.until())));
    var eachTime = EachTime.of(row, read.order());
    page.headline =
        eachTime == null
            ? new RawString("Priced at Stripe")
            : words.amount(eachTime, read.order().currency());
    page.what = RowFacts.what(read.order());
    page.badges.add(words.badge(row.status()));
    notes(page, row, words);
    page.facts.add(RowFacts.customer(read.order()));
    var method = RowFacts.methodOf(known.paid.newest());
    if (method != null) {
      page.facts.add(RowFacts.method(method));
    }
    page.facts.add(Fact.time("Began", row.createdAt()));
    page.facts.add(RowFacts.order(read.order()));
    page.facts.add(Fact.text("Quantity", Integer.toString(row.quantity())));
    page.facts.addAll(times(row, known.times));
    page.part("Payments", lines(known.paid, read, words))
        .id(
            "Subscription at Stripe",
            row.subscriptionId(),
            stripe.subscription(row.subscriptionId()))
        .id("Price", row.priceId(), null)
        .id("User", row.userId(), null);
    return new Shown(page);
  }

  private static void notes(RowPage page, RecurringPaymentView row, AdminWords words) {
    if (row.endsAt() != null && row.status().isLive()) {
      page.note("It ends on " + words.exact(row.endsAt()) + ".");
    }
    if (row.failure() != null) {
      page.note(RowFacts.declined(row.failure().declineCode(), row.failure().code()));
    }
  }

  /** How far it is paid, and how long its payer may use it. */
  private static List<Fact> times(RecurringPaymentView row, Times times) {
    var facts = new ArrayList<Fact>();
    var status = row.status();
    if (!status.isLive()) {
      facts.add(Fact.time("Ended on", row.endsAt() == null ? row.canceledAt() : row.endsAt()));
      return facts;
    }
    if (status.isBehind()) {
      facts.add(Fact.time("Overdue since", times.overdueSince()));
      facts.add(Fact.loaded("Open", RowLinks.subscription(row.id()) + "/open?of=" + row.version()));
    } else if (status == RecurringPaymentStatus.TRIALING) {
      facts.add(Fact.time("In trial until", row.trialEnd()));
    } else if (status == RecurringPaymentStatus.ACTIVE) {
      facts.add(Fact.time("Paid until", times.paidUntil()));
    }
    if (status.isRunning()) {
      facts.add(
          times.until() == null
              ? Fact.text("Access", "None now")
              : Fact.time("Access until", times.until()));
    }
    return facts;
  }

  private static List<Fact.Line> lines(Paid paid, Read read, AdminWords words) {
    var lines = new ArrayList<>(RowLines.payments(paid.newest(), words));
    if (paid.count() > paid.newest().size()) {
      lines.add(
          new Fact.Line(
              "The older ones are with the payer's orders",
              words.count(paid.count()) + " in all",
              RowLinks.person(read.order().id()),
              null,
              null,
              null));
    }
    return lines;
  }

  private static String came(Paid paid, AdminWords words) {
    var came = paid.sums().stream().filter(sum -> sum.received() > 0).toList();
    return came.isEmpty()
        ? "nothing came yet"
        : came.stream()
            .map(
                sum ->
                    words.money(sum.received(), sum.currency())
                        + " came in all"
                        + (sum.refunded() == 0
                            ? ""
                            : ", %s back, %s kept"
                                .formatted(
                                    words.money(sum.refunded(), sum.currency()),
                                    words.money(sum.received() - sum.refunded(), sum.currency()))))
            .collect(Collectors.joining("; "));
  }
}
