package io.paydesk.orderdesk;

import io.paydesk.order.Order;
import io.paydesk.problem.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals about what is in question in a review. */
final class ReviewProblems {

  private ReviewProblems() {}

  /**
   * @param inQuestion the ids of the payments that are in question now
   */
  static Refusal overtaken(Order order, List<Long> inQuestion) {
    return Refusal.of(
            "review-overtaken",
            409,
            "The review has changed since it was read",
            """
            In question of order %s: %s. 'inQuestion' says otherwise, as other money came since, or \
            somebody else decided. Nothing was resolved. Look at the payments, GET \
            /v1/payments?orderId=%1$s, then retry with a new Idempotency-Key.\
            """
                .formatted(order.id, words(inQuestion)))
        .with("orderId", order.id)
        .with("inQuestion", inQuestion);
  }

  private static String words(List<Long> payments) {
    return payments.isEmpty()
        ? "no payment"
        : payments.stream().map(id -> "payment " + id).collect(Collectors.joining(", "));
  }
}
