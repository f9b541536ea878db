package io.paydesk.page;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.key.PayLinks;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.surface.PublicAddress;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Makes the page of a payer's saved cards. */
@Singleton
class CardPages {

  private final RecurringReader subscriptions;
  private final PublicAddress address;
  private final StripeAccountConfig account;

  CardPages(RecurringReader subscriptions, PublicAddress address, StripeAccountConfig account) {
    this.subscriptions = subscriptions;
    this.address = address;
    this.account = account;
  }

  Uni<CardPage> of(PayLinks.Opened link, PageLocale locale) {
    // Whether something is owed is all that the link shows of the payer's subscriptions.
    var payer = new Caller(link.payer().userId(), false, false, false);
    return isAny(payer, RecurringPaymentStatus.PAST_DUE)
        .flatMap(
            pastDue ->
                pastDue ? Uni.createFrom().item(true) : isAny(payer, RecurringPaymentStatus.UNPAID))
        .map(
            behind ->
                new CardPage(
                    behind,
                    locale.amounts().toLanguageTag(),
                    address.of(PublicAddress.BACK + "/" + nameOf(link)).orElse(""),
                    account.script().toString(),
                    account.publishableKey()));
  }

  private Uni<Boolean> isAny(Caller payer, RecurringPaymentStatus status) {
    return subscriptions.ofStatus(payer, status).map(page -> !page.data().isEmpty());
  }

  /** In the address that leads back. */
  static String nameOf(PayLinks.Opened link) {
    return "cards-" + requireNonNull(link.payer().link());
  }
}
