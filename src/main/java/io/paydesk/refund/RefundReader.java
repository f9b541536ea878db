package io.paydesk.refund;

import io.paydesk.caller.Caller;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.Views;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads refunds for those who may see them. */
@Singleton
public class RefundReader {

  private final Transactions transactions;

  RefundReader(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The refund, if the caller may see it. */
  public Uni<RefundView> get(long id, Caller caller) {
    return transactions
        .read(() -> Refund.<Refund>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> RefundProblems.notFound(id))
        .invoke(refund -> caller.mustSee(refund.userId, "refund", id))
        .map(refund -> RefundView.of(refund, caller));
  }

  /** Those of the ids that exist and can be read, whoever owns them. */
  public Uni<List<RefundView>> all(Collection<Long> ids) {
    return transactions
        .read(() -> Refund.<Refund>list("id in ?1", ids))
        .map(rows -> Views.ofEach(rows, RefundView::of, row -> "refund " + row.id));
  }

  /**
   * @param userId null for those of all users
   * @param paymentId null for those of all payments
   * @param orderId null for those of all orders
   * @param status null for every status
   */
  Uni<Page<RefundView>> list(
      Caller caller,
      @Nullable String userId,
      @Nullable Long paymentId,
      @Nullable Long orderId,
      @Nullable RefundStatus status,
      PageQuery page) {
    return Listing.of(Refund.class, page)
        .only("userId", caller.listed(userId))
        .only("paymentId", paymentId)
        .only("orderId", orderId)
        .only("status", status)
        .read(transactions, refund -> refund.id, refund -> RefundView.of(refund, caller));
  }
}
