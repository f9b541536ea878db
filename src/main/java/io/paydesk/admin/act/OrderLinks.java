package io.paydesk.admin.act;

import io.paydesk.admin.Badge;
import io.paydesk.key.ListedPayLinkView;
import io.paydesk.mail.PayLinkMailView;
import java.time.Instant;
import java.util.List;

/**
 * The newest links and mails of an order.
 *
 * @param mayTakeBack whether whoever looks is shown how
 */
public record OrderLinks(
    long orderId,
    List<ListedPayLinkView> links,
    List<PayLinkMailView> mails,
    boolean mayTakeBack,
    Instant now) {

  public boolean canTakeBack(ListedPayLinkView link) {
    return mayTakeBack && !isOver(link);
  }

  public boolean isOver(ListedPayLinkView link) {
    return !link.expiresAt().isAfter(now);
  }

  public Badge badge(PayLinkMailView mail) {
    return switch (mail.status()) {
      case WAITING -> new Badge("On its way", "wait");
      case SENT -> new Badge("Sent", "good");
      case FAILED -> new Badge("Not sent", "bad");
      case CANCELED -> new Badge("Not needed any more", "calm");
    };
  }
}
