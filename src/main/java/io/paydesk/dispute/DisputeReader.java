package io.paydesk.dispute;

import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads disputes for those who may see them. */
@Singleton
class DisputeReader {

  private final Transactions transactions;

  DisputeReader(Transactions transactions) {
    this.transactions = transactions;
  }

  Uni<DisputeView> get(long id, Caller caller) {
    return transactions
        .read(() -> Dispute.<Dispute>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> notFound(id))
        .invoke(dispute -> caller.mustSee(dispute.userId, "dispute", id))
        .map(DisputeView::of);
  }

  static Refusal notFound(long id) {
    return Refusal.notFound("dispute", id);
  }

  /**
   * @param userId null for those of all users
   * @param paymentId null for those of all payments
   * @param orderId null for those of all orders
   * @param status one of Stripe's; null for every status
   */
  Uni<Page<DisputeView>> list(
      Caller caller,
      @Nullable String userId,
      @Nullable Long paymentId,
      @Nullable Long orderId,
      @Nullable String status,
      PageQuery page) {
    return Listing.of(Dispute.class, page)
        .only("userId", caller.listed(userId))
        .only("paymentId", paymentId)
        .only("orderId", orderId)
        .only("status", status)
        .read(transactions, dispute -> dispute.id, DisputeView::of);
  }
}
