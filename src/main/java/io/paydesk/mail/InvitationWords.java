package io.paydesk.mail;

import static java.util.Objects.requireNonNullElse;

import io.paydesk.key.PayLinks;
import io.paydesk.order.OrderView;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Words the mail that brings a pay-link. */
@Singleton
class InvitationWords {

  private final Wording wording;

  InvitationWords(Wording wording) {
    this.wording = wording;
  }

  String subject(OrderView order, boolean behind) {
    return wording.subject(
        behind ? "Your subscription at %s could not be charged" : "Your order at %s can be paid",
        order);
  }

  /**
   * @param behind whether it is about a renewal that could not be charged: then no amount is known
   *     here
   * @param page the address of the link
   */
  TemplateInstance letter(OrderView order, boolean behind, PayLinks.Issued link, String page) {
    var amount = behind ? null : wording.amount(order.amount(), order.currency(), order);
    boolean worksOut =
        !behind
            && (order.automaticTax()
                || order.allowPromotionCodes()
                || order.promotionCode() != null);
    var letter = wording.letter(order.createdAt(), order, amount, null, null);
    var goesOn = behind || amount == null ? null : goesOn(order, amount);
    return Letters.invitation(
        letter,
        new Invitation(
            behind,
            goesOn,
            worksOut,
            button(order, amount, worksOut),
            page,
            wording.day(link.expiresAt())));
  }

  private static String button(OrderView order, @Nullable String amount, boolean worksOut) {
    if (amount == null || worksOut) {
      return "Go to payment";
    }
    if (order.priceId() == null) {
      return "Pay " + amount;
    }
    return hasTrial(order) ? "Start trial" : "Subscribe for " + per(order, amount);
  }

  private static @Nullable String goesOn(OrderView order, String amount) {
    if (order.priceId() == null) {
      return null;
    }
    if (!hasTrial(order)) {
      return per(order, amount) + ", until you end it";
    }
    int days = requireNonNullElse(order.trialDays(), 0);
    return (days == 1 ? "1 day" : days + " days") + " free, then " + per(order, amount);
  }

  private static boolean hasTrial(OrderView order) {
    return requireNonNullElse(order.trialDays(), 0) > 0;
  }

  /** Such as "$10.00 a month"; "each period" where Stripe did not say. */
  private static String per(OrderView order, String amount) {
    if (order.interval() == null) {
      return amount + " each period";
    }
    int count = requireNonNullElse(order.intervalCount(), 1);
    return count == 1
        ? amount + " a " + order.interval()
        : "%s every %d %ss".formatted(amount, count, order.interval());
  }
}
