package io.paydesk.recurring;

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

/** Reads subscriptions for those who may see them. */
@Singleton
public class RecurringReader {

  private final Transactions transactions;

  RecurringReader(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The subscription, if the caller may see it. */
  public Uni<RecurringPaymentView> get(long id, Caller caller) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>findById(id))
        .onItem()
        .ifNull()
        .failWith(() -> RecurringProblems.notFound(id))
        .invoke(
            recurring ->
                caller.mustSee(recurring.userId, recurring.orderId, "recurringPayment", id))
        .map(RecurringPaymentView::of);
  }

  /** Those of the ids that exist and can be read, of any owner. */
  public Uni<List<RecurringPaymentView>> all(Collection<Long> ids) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>list("id in ?1", ids))
        .map(
            rows ->
                Views.ofEach(rows, RecurringPaymentView::of, row -> "recurring payment " + row.id));
  }

  /**
   * @param userId null for those of all users
   * @param orderId null for those of all orders
   * @param status null for every status
   */
  public Uni<Page<RecurringPaymentView>> list(
      Caller caller,
      @Nullable String userId,
      @Nullable Long orderId,
      @Nullable RecurringPaymentStatus status,
      PageQuery page) {
    return Listing.of(RecurringPayment.class, page)
        .only("userId", caller.listed(userId))
        .only("orderId", caller.listedOrder(orderId))
        .only("status", status)
        .read(transactions, row -> row.id, RecurringPaymentView::of);
  }
}
