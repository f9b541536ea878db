package io.paydesk.webhook.callback;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The payments that events about a charge belong to. Refunds and disputes from outside Paydesk have
 * no metadata of ours, so the PaymentIntent decides, then the charge. Only ids are read: a row that
 * is loaded before its lock would hide what another transaction has changed since.
 */
record ChargedPayments(List<Charged> payments) {

  /** One of our payments, with its ids at Stripe. */
  record Charged(long id, long orderId, String paymentIntentId, String chargeId) {}

  /** What an event says about its payment. */
  record Clue(@Nullable String paymentIntentId, @Nullable String chargeId) {}

  /** Call it in a session. */
  static Uni<ChargedPayments> find(Collection<Clue> clues) {
    var intents = present(clues.stream().map(Clue::paymentIntentId).toList());
    var charges = present(clues.stream().map(Clue::chargeId).toList());
    if (intents.isEmpty() && charges.isEmpty()) {
      return Uni.createFrom().item(new ChargedPayments(List.of()));
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        """
                        select p.id, p.orderId, p.paymentIntentId, p.chargeId from Payment p
                        where p.paymentIntentId in :intents or p.chargeId in :charges
                        """,
                        Object[].class)
                    .setParameter("intents", intents)
                    .setParameter("charges", charges)
                    .getResultList())
        .map(
            rows ->
                new ChargedPayments(
                    rows.stream()
                        .map(
                            row ->
                                new Charged(
                                    (Long) row[0], (Long) row[1], (String) row[2], (String) row[3]))
                        .toList()));
  }

  private static List<String> present(List<String> ids) {
    return ids.stream().filter(Objects::nonNull).distinct().collect(Collectors.toList());
  }

  /** Null when the payment is not ours, or not yet here. */
  @Nullable Charged of(Clue clue) {
    var byIntent =
        first(
            payment ->
                clue.paymentIntentId != null
                    && clue.paymentIntentId.equals(payment.paymentIntentId));
    return byIntent != null
        ? byIntent
        : first(payment -> clue.chargeId != null && clue.chargeId.equals(payment.chargeId));
  }

  private @Nullable Charged first(Predicate<Charged> fits) {
    return payments.stream().filter(fits).findFirst().orElse(null);
  }
}
