package io.paydesk.people;

import io.paydesk.people.UserView.OrderCount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Counts and adds up what is a payer's. Each statement reads that payer's rows and no others. */
@Singleton
class PersonSums {

  static final String ORDERS =
      """
      select status, currency::text, count(*) as orders,
        (sum(coalesce(total, amount)) filter (where status <> 'canceled'))::bigint as asked
      from orders where user_id = $1 group by status, currency order by status
      """;

  static final String PAYMENTS =
      """
      select currency::text, sum(amount_received)::bigint as came,
        sum(amount_refunded)::bigint as back
      from payment where user_id = $1 group by currency
      """;

  /** As figures count it: of inquiries, and of what was won or prevented, the bank has nothing. */
  static final String WITHDRAWN =
      """
      select currency::text, sum(amount)::bigint as withdrawn
      from dispute
      where user_id = $1 and left(status, 8) <> 'warning_' and status not in ('won', 'prevented')
      group by currency
      """;

  static final String WHO =
      """
      select c.customer_id, l.id as last_id, l.created_at as last_at, n.payer_name,
        coalesce(f.created_at, c.created_at) as since
      from (select 1) one
        left join stripe_customer c on c.user_id = $1
        left join lateral (select * from orders l where l.user_id = $1
          order by l.id desc limit 1) l on true
        left join lateral (select payer_name from
          (select payer_name, id from orders where user_id = $1 order by id desc limit 500) newest
          where payer_name is not null order by id desc limit 1) n on true
        left join lateral (select * from orders f where f.user_id = $1
          order by f.id limit 1) f on true
      """;

  static final String NEWEST_ORDERS =
      """
      select u.user_id, n.id
      from unnest($1::text[]) u(user_id) cross join lateral
        (select id from orders n where n.user_id = u.user_id order by n.id desc limit 1) n
      """;

  static final String EMAILS =
      """
      select receipt_email from
        (select receipt_email, id from orders where user_id = $1 order by id desc limit 500) newest
      where receipt_email is not null
      group by receipt_email order by max(id) desc limit 10
      """;

  static final String METHODS =
      """
      select count(*) as methods from (
        select payment_method_id from setup_intent where user_id = $1 and status = 'succeeded'
        union
        select payment_method_id from payment
        where user_id = $1 and consent_at is not null and amount_received > 0
          and payment_method_id is not null) saved
      """;

  static final String LINKS =
      """
      select * from (
        select l.id, l.order_id, l.saved_cards, l.created_by, l.created_at, l.expires_at
        from (select id from orders where user_id = $1 order by id desc limit 500) o
          cross join lateral (select * from pay_link l where l.order_id = o.id
            and l.expires_at > now() order by l.id desc limit 20) l
        union all
        select id, order_id, saved_cards, created_by, created_at, expires_at
        from pay_link where user_id = $1 and expires_at > now()) open
      order by id desc limit 20
      """;

  private final Pool database;

  PersonSums(Pool database) {
    this.database = database;
  }

  /**
   * @param since null where nothing is known of them
   */
  record Who(
      @Nullable String customerId,
      @Nullable Long lastOrderId,
      @Nullable Instant lastOrderAt,
      @Nullable String payerName,
      @Nullable Instant since) {}

  Uni<Map<String, Long>> newestOrders(Set<String> userIds) {
    return database
        .preparedQuery(NEWEST_ORDERS)
        .execute(Tuple.of(userIds.toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .collect(
                        Collectors.toMap(
                            row -> row.getString("user_id"), row -> row.getLong("id"))));
  }

  Uni<Who> who(String userId) {
    return rows(WHO, userId, row -> row)
        .map(
            rows -> {
              var row = rows.get(0);
              return new Who(
                  row.getString("customer_id"),
                  row.getLong("last_id"),
                  time(row, "last_at"),
                  row.getString("payer_name"),
                  time(row, "since"));
            });
  }

  private static @Nullable Instant time(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  /**
   * @param money by currency
   */
  record Sums(List<OrderCount> orders, List<PayersMoney> money) {}

  Uni<Sums> sums(String userId) {
    return Uni.combine()
        .all()
        .unis(
            rows(ORDERS, userId, row -> row),
            rows(PAYMENTS, userId, row -> row),
            rows(WITHDRAWN, userId, row -> row))
        .usingConcurrencyOf(1)
        .with(
            (orders, payments, withdrawn) ->
                new Sums(counts(orders), money(orders, payments, withdrawn)));
  }

  private static List<OrderCount> counts(List<Row> orders) {
    return orders.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getString("status"),
                TreeMap::new,
                Collectors.summingLong(row -> row.getLong("orders"))))
        .entrySet()
        .stream()
        .map(one -> new OrderCount(one.getKey(), one.getValue()))
        .toList();
  }

  private static List<PayersMoney> money(
      List<Row> orders, List<Row> payments, List<Row> withdrawn) {
    var asked = sum(orders, "asked");
    var came = sum(payments, "came");
    var back = sum(payments, "back");
    var gone = sum(withdrawn, "withdrawn");
    asked.keySet().forEach(currency -> came.putIfAbsent(currency, 0L));
    return came.keySet().stream()
        .map(
            currency ->
                PayersMoney.of(
                    currency,
                    asked.getOrDefault(currency, 0L),
                    came.getOrDefault(currency, 0L),
                    back.getOrDefault(currency, 0L),
                    gone.getOrDefault(currency, 0L)))
        .toList();
  }

  private static Map<String, Long> sum(List<Row> rows, String column) {
    return rows.stream()
        .filter(row -> row.getValue(column) != null)
        .collect(
            Collectors.groupingBy(
                row -> row.getString("currency"),
                TreeMap::new,
                Collectors.summingLong(row -> row.getLong(column))));
  }

  Uni<List<String>> receiptEmails(String userId) {
    return rows(EMAILS, userId, row -> row.getString("receipt_email"));
  }

  Uni<Long> savedMethods(String userId) {
    return rows(METHODS, userId, row -> row.getLong("methods")).map(counted -> counted.get(0));
  }

  Uni<List<OpenLinkView>> links(String userId) {
    return rows(LINKS, userId, OpenLinkView::of);
  }

  private <T> Uni<List<T>> rows(String sql, String userId, Function<Row, T> read) {
    return database
        .preparedQuery(sql)
        .execute(Tuple.of(userId))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(read).toList());
  }
}
