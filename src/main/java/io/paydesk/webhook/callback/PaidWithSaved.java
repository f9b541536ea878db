package io.paydesk.webhook.callback;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For each method that was saved here with its payer's consent, the last payment that it paid. Only
 * ids are read: a row that is loaded before its lock would hide what another transaction has
 * changed since.
 */
record PaidWithSaved(List<Paid> all) {

  private static final String LAST =
      """
      select distinct on (saved.payment_method_id) saved.payment_method_id, p.id, p.order_id
      from (
        select payment_method_id, user_id from setup_intent
        where payment_method_id in (:methods) and status = 'succeeded'
        union
        select payment_method_id, user_id from payment
        where payment_method_id in (:methods) and consent_at is not null
      ) saved
      join payment p on p.user_id = saved.user_id and p.payment_method_id = saved.payment_method_id
      where p.origin = 'one_time' and p.amount_received > 0
      order by saved.payment_method_id, p.id desc
      """;

  /**
   * @param method Stripe's id
   */
  record Paid(String method, long paymentId, long orderId) {}

  /** Call it in a session. */
  static Uni<PaidWithSaved> find(Collection<String> methods) {
    if (methods.isEmpty()) {
      return Uni.createFrom().item(new PaidWithSaved(List.of()));
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(LAST, Object[].class)
                    .setParameter("methods", methods)
                    .getResultList())
        .map(
            rows ->
                new PaidWithSaved(
                    rows.stream()
                        .map(row -> new Paid((String) row[0], (Long) row[1], (Long) row[2]))
                        .toList()));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  Set<Long> orderIds() {
    return all.stream().map(Paid::orderId).collect(Collectors.toSet());
  }

  Set<Long> paymentIds() {
    return all.stream().map(Paid::paymentId).collect(Collectors.toSet());
  }

  /** Null where the method was not saved here, or has paid nothing yet. */
  @Nullable Paid lastWith(@Nullable String method) {
    return all.stream().filter(paid -> paid.method.equals(method)).findFirst().orElse(null);
  }
}
