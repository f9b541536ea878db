package io.paydesk.people;

import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists payers, latest order first. */
@Singleton
public class PeopleReader {

  /**
   * It goes down the orders and takes those that are their payer's newest. One page looks at so
   * many orders and no more, however many of them are of the same few payers: then it is shorter,
   * and says where the next one goes on.
   */
  static final int MOST_ORDERS = 2_000;

  static final String SQL =
      """
      with walked as materialized (
        select id, user_id from orders where id < $1 order by id desc limit $2),
      shown as (
        select w.id, w.user_id from walked w
        where w.id = (select max(n.id) from orders n where n.user_id = w.user_id)
        order by w.id desc limit $3)
      select o.id, o.user_id, n.payer_name, o.receipt_email,
        coalesce(o.total, o.amount) as amount, o.currency::text, o.status,
        o.created_at, f.created_at as first_at, c.orders,
        (select min(id) from walked) as lowest, (select count(*) from walked) as looked_at
      from (select 1) one
        left join shown s on true
        left join lateral (select * from orders o where o.id = s.id) o on true
        left join lateral (select payer_name from
          (select payer_name, id from orders p where p.user_id = s.user_id
            order by p.id desc limit 20) newest
          where payer_name is not null order by id desc limit 1) n on true
        left join lateral (select created_at from orders f where f.user_id = s.user_id
          order by f.id limit 1) f on true
        left join lateral (select count(*) as orders from
          (select from orders c where c.user_id = s.user_id limit 100) c) c on true
      order by s.id desc
      """;

  private final Pool database;

  PeopleReader(Pool database) {
    this.database = database;
  }

  public Uni<Page<UserSummaryView>> list(PageQuery page) {
    return list(page, MOST_ORDERS);
  }

  Uni<Page<UserSummaryView>> list(PageQuery page, int mostOrders) {
    return database
        .preparedQuery(SQL)
        .execute(Tuple.of(page.below(), mostOrders, page.rows() + 1))
        .map(
            rows -> {
              var all = new ArrayList<Row>();
              rows.forEach(all::add);
              return page(all, page, mostOrders);
            });
  }

  private static Page<UserSummaryView> page(List<Row> rows, PageQuery page, int mostOrders) {
    var people =
        rows.stream().filter(row -> row.getLong("id") != null).map(UserSummaryView::of).toList();
    boolean more = people.size() > page.rows();
    var shown = more ? people.subList(0, page.rows()) : people;
    return new Page<>(
        shown,
        more
            ? Long.toString(shown.get(shown.size() - 1).lastOrderId())
            : placeOf(rows.get(0), mostOrders));
  }

  /** Null where there are no older orders. */
  private static @Nullable String placeOf(Row any, int mostOrders) {
    return any.getLong("looked_at") < mostOrders ? null : Long.toString(any.getLong("lowest"));
  }
}
