package io.paydesk.webhook.callback;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The payments that events about a charge belong to. Refunds and disputes that are made outside
 * Paydesk carry nothing of ours, so the PaymentIntent tells, then the charge. Only ids are read: a
 * row that was loaded before its lock would show what another transaction has changed since.
 */
record ChargedPayments(List<Charged> payments) {

  /** One payment of ours, with what Stripe calls it. */
  record Charged(long id, long orderId, String paymentIntentId, String chargeId) {}

  /** What an event says of its payment; either may be null. */
  record Clue(String paymentIntentId, String chargeId) {}

  /** Within a session. */
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

  /** Null when it is none of ours, or not yet. */
  Charged of(Clue clue) {
    var byIntent =
        first(
            payment ->
                clue.paymentIntentId != null
                    && clue.paymentIntentId.equals(payment.paymentIntentId));
    return byIntent != null
        ? byIntent
        : first(payment -> clue.chargeId != null && clue.chargeId.equals(payment.chargeId));
  }

  private Charged first(Predicate<Charged> fits) {
    return payments.stream().filter(fits).findFirst().orElse(null);
  }
}
