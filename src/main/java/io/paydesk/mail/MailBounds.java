package io.paydesk.mail;

import io.paydesk.problem.Refusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How many pay-links are mailed within an hour. Nobody's mailbox is filled by a nervous operator or
 * by a loop, and whoever steals a key sends no heap of mails in the shop's name.
 */
final class MailBounds {

  /** Of one order. */
  static final int OF_ORDER = 5;

  /** To one address, of whichever orders. */
  static final int TO_ADDRESS = 10;

  /** Asked for by one key or person. */
  static final int BY_CALLER = 200;

  private MailBounds() {}

  /**
   * Within the transaction that stores the mail. Until that ends, no other one counts.
   *
   * @throws Refusal {@code too-many-mails}
   */
  static Uni<Void> mustAllow(PayLinkMail mail) {
    var to = mail.address.toLowerCase(Locale.ROOT);
    // Always in this order, so that two never wait for each other.
    return bound(
            "order",
            mail.orderId,
            "orderId = ?1",
            OF_ORDER,
            () -> PayLinkMailProblems.tooMany(mail.orderId, OF_ORDER))
        .chain(
            () ->
                bound(
                    "address",
                    to,
                    "lower(address) = ?1",
                    TO_ADDRESS,
                    () -> PayLinkMailProblems.tooManyToOneAddress(TO_ADDRESS)))
        .chain(
            () ->
                bound(
                    "caller",
                    mail.askedBy,
                    "askedBy = ?1",
                    BY_CALLER,
                    () -> PayLinkMailProblems.tooManyByOneCaller(BY_CALLER)));
  }

  private static Uni<Void> bound(
      String kind, Object of, String condition, int most, Supplier<Refusal> refusal) {
    return turn(kind, String.valueOf(of))
        .chain(
            () ->
                PayLinkMail.count(
                    condition + " and createdAt > ?2",
                    of,
                    Instant.now().minus(Duration.ofHours(1))))
        .invoke(
            lately -> {
              if (lately >= most) {
                throw refusal.get();
              }
            })
        .replaceWithVoid();
  }

  private static Uni<String> turn(String kind, String of) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtext(?1), hashtext(?2)) as text)",
                        String.class)
                    .setParameter(1, "paydesk.pay-link-mail." + kind)
                    .setParameter(2, of)
                    .getSingleResult());
  }
}
