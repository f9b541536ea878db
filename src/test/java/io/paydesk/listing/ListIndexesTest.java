package io.paydesk.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.RunQuery;
import io.paydesk.audit.AuditQuery;
import io.paydesk.dispute.DisputeQuery;
import io.paydesk.order.OrderQuery;
import io.paydesk.payment.PaymentQuery;
import io.paydesk.recurring.RecurringPaymentQuery;
import io.paydesk.refund.RefundQuery;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.webhook.StripeEventQuery;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No filter and no order of a list costs more because its table has grown. */
@QuarkusTest
class ListIndexesTest extends PaydeskTest {

  /**
   * @param sorts what its rows are sorted by, beside the key and the time
   */
  private record Listed(String table, String key, String time, Class<?> query, Set<String> sorts) {

    @Override
    public String toString() {
      return table;
    }
  }

  private static Stream<Listed> lists() {
    var amount = Set.of("currency,amount");
    return Stream.of(
        new Listed("orders", "id", "created_at", OrderQuery.class, amount),
        new Listed("payment", "id", "created_at", PaymentQuery.class, amount),
        new Listed("refund", "id", "created_at", RefundQuery.class, amount),
        new Listed(
            "dispute", "id", "created_at", DisputeQuery.class, Set.of("currency,amount", "due_by")),
        new Listed("recurring_payment", "id", "created_at", RecurringPaymentQuery.class, Set.of()),
        new Listed("stripe_event", "seq", "received_at", StripeEventQuery.class, Set.of()),
        new Listed("actionflow_run", "id", "created_at", RunQuery.class, Set.of()),
        new Listed("audit", "id", "at", AuditQuery.class, Set.of()));
  }

  /** Of these there are few rows for each value: they are sorted at once. */
  private static final Set<String> OF_FEW_ROWS = Set.of("order_id", "payment_id", "object_id");

  private static final Map<String, String> COLUMNS =
      Map.of(
          "declineCode", "failure_decline_code",
          "currency", "currency,amount",
          "amount", "currency,amount",
          "amountFrom", "currency,amount",
          "amountTo", "currency,amount");

  @ParameterizedTest
  @MethodSource("lists")
  void eachFilterAndEachOrderHasAnIndex(Listed list) {
    var indexes = indexes(list.table());
    for (var column : columns(list)) {
      assertThat(indexes)
          .as("an index of %s that finds by %s, in the order of %s", list, column, list.key())
          .anyMatch(
              index ->
                  index.equals(column + "," + list.key())
                      || OF_FEW_ROWS.contains(column) && index.equals(column));
    }
  }

  private static List<String> columns(Listed list) {
    return Stream.concat(
            parameters(list.query()).map(parameter -> column(list, parameter)),
            list.sorts().stream())
        .distinct()
        .toList();
  }

  private static Stream<String> parameters(Class<?> query) {
    return Stream.<Class<?>>iterate(query, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .flatMap(field -> Stream.ofNullable(field.getAnnotation(QueryParam.class)))
        .map(QueryParam::value);
  }

  private static String column(Listed list, String parameter) {
    return switch (parameter) {
      case "since", "until" -> list.time();
      default ->
          COLUMNS.getOrDefault(
              parameter, parameter.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    };
  }

  private Set<String> indexes(String table) {
    return Set.of(
        tables()
            .text(
                """
                select string_agg(distinct columns, ' ') from (
                  select (
                    select string_agg(a.attname, ',' order by k.place)
                    from unnest(i.indkey) with ordinality k(attribute, place)
                    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attribute
                    where k.place <= i.indnkeyatts) as columns
                  from pg_index i
                  where i.indrelid = ?::regclass and i.indisvalid
                    and (i.indpred is null
                      or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$')) each
                """,
                table)
            .split(" "));
  }

  @Test
  void whatIsAskedByARangeIsPlannedByItsValuesAndWhatIsAskedByAnIdIsNot() {
    var range = new OrderQuery();
    range.currency = "usd";
    range.amountFrom = "100";
    var exact = new OrderQuery();
    exact.currency = "usd";
    exact.amount = "100";
    var rows = Rows.of(Object.class, row -> 1, row -> null);

    assertThat(Filter.of(rows).of(range).where()).contains(PlannedAnew.MARK);
    assertThat(Filter.of(rows).among("status", List.of(1, 2)).where()).contains(PlannedAnew.MARK);
    assertThat(Filter.of(rows).only("orderId", 1).of(exact).where())
        .doesNotContain(PlannedAnew.MARK);
  }
}
