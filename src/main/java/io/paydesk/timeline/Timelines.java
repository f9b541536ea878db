package io.paydesk.timeline;

import io.paydesk.order.OrderProblems;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the history of orders. */
@Singleton
public class Timelines {

  private final Pool database;
  private final OrderMoney money;

  Timelines(Pool database, OrderMoney money) {
    this.database = database;
    this.money = money;
  }

  /**
   * One page of an order's history, newest first. Who may see it, the caller has checked.
   *
   * @throws io.paydesk.problem.Refusal {@code order-not-found}
   */
  public Uni<TimelineView> read(long orderId, TimelineFilter filter, PageQuery page) {
    int rows = page.rows();
    var place = TimelinePlace.after(page);
    return money
        .of(orderId, filter)
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(orderId))
        .flatMap(
            story ->
                database
                    .preparedQuery(TimelineRows.READ)
                    .execute(values(orderId, filter, place, rows + 1))
                    .map(read -> view(recorded(read), rows, MoneyView.of(story))));
  }

  private static Tuple values(
      long orderId, TimelineFilter filter, @Nullable TimelinePlace place, int most) {
    return Tuple.tuple()
        .addLong(orderId)
        .addBoolean(filter.isAll())
        .addLong(filter.paymentId())
        .addLong(filter.refundId())
        .addLong(filter.disputeId())
        .addLong(filter.recurringPaymentId())
        .addLong(place == null ? null : place.micros())
        .addInteger(place == null ? null : place.rank())
        .addLong(place == null ? null : place.n())
        .addInteger(most);
  }

  private static List<Recorded> recorded(Iterable<Row> read) {
    var rows = new ArrayList<Recorded>();
    read.forEach(row -> rows.add(Recorded.of(row)));
    return rows;
  }

  private static TimelineView view(List<Recorded> read, int rows, MoneyView story) {
    boolean more = read.size() > rows;
    var shown = more ? read.subList(0, rows) : read;
    return new TimelineView(
        shown.stream().map(Sentences::entry).toList(),
        more ? TimelinePlace.of(shown.get(shown.size() - 1)).toString() : null,
        story);
  }
}
