package io.paydesk.timeline;

import io.paydesk.money.MoneyInWords;
import io.paydesk.money.MoneyOfOneCurrency;
import io.paydesk.payment.DisputePhase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Sums up what came and went of an order, or of one of its payments. */
@Singleton
public class OrderMoney {

  /** The payment of the row that is asked for; null values ask for the whole order. */
  private static final String READ =
      """
      with o as (select * from orders where id = $1),
      one as (
        select coalesce($2,
          (select payment_id from refund where id = $3 and order_id = $1),
          (select payment_id from dispute where id = $4 and order_id = $1)) as id),
      p as (
        select * from payment
        where order_id = $1 and ((select id from one) is null or id = (select id from one)))
      select 'order' as part, amount, currency::text, status, coalesce(charged, amount) as other, amount_captured as captured,
        null::bigint as presented, null::text as presented_currency
      from o
      union all
      select 'payment', amount, currency, status, amount_received, amount_capturable, presentment_amount,
        presentment_currency
      from p
      union all
      select 'refund', amount, currency, status, null, null, null, null from refund where payment_id in (select id from p)
      union all
      select 'dispute', amount, currency, status, null, null, null, null from dispute where payment_id in (select id from p)
      """;

  private final Pool database;

  OrderMoney(Pool database) {
    this.database = database;
  }

  /** Null where there is no such order. Who may see it, the caller has checked. */
  public Uni<@Nullable MoneyInWords> of(long orderId, TimelineFilter filter) {
    boolean whole = filter.isAll() || filter.recurringPaymentId() != null;
    return database
        .preparedQuery(READ)
        .execute(
            Tuple.tuple()
                .addLong(orderId)
                .addLong(filter.paymentId())
                .addLong(filter.refundId())
                .addLong(filter.disputeId()))
        .map(rows -> sum(rows, whole));
  }

  private static @Nullable MoneyInWords sum(Iterable<Row> rows, boolean whole) {
    Row order = null;
    Row payment = null;
    var sums = new LinkedHashMap<String, MoneyOfOneCurrency>();
    for (var row : rows) {
      var part = row.getString("part");
      if (part.equals("order")) {
        order = row;
        continue;
      }
      payment = part.equals("payment") ? row : payment;
      sums.merge(row.getString("currency"), of(row, part), OrderMoney::plus);
    }
    if (order == null) {
      return null;
    }
    var money = new ArrayList<>(sums.values());
    var asked = whole || payment == null ? order : payment;
    var status = asked.getString("status");
    money.sort(
        (one, other) ->
            Boolean.compare(
                other.currency().equals(asked.getString("currency")),
                one.currency().equals(asked.getString("currency"))));
    Long captured = asked == order ? order.getLong("captured") : null;
    return new MoneyInWords(
        asked.getString("currency"),
        asked.getLong("amount"),
        asked == order ? order.getLong("other") : asked.getLong("amount"),
        captured,
        !status.equals("canceled") && !status.equals("failed"),
        money);
  }

  private static MoneyOfOneCurrency of(Row row, String part) {
    var currency = row.getString("currency");
    long amount = row.getLong("amount");
    var status = row.getString("status");
    return switch (part) {
      case "payment" -> {
        long received = row.getLong("other");
        Long held = row.getLong("captured");
        yield new MoneyOfOneCurrency(
            currency,
            received > 0 ? 1 : 0,
            received,
            received,
            held == null ? 0 : held,
            0,
            0,
            0,
            0,
            0,
            received > 0 ? row.getLong("presented") : null,
            received > 0 ? row.getString("presented_currency") : null);
      }
      case "refund" -> {
        boolean isOpen =
            status.equals("created") || status.equals("pending") || status.equals("unknown");
        yield new MoneyOfOneCurrency(
            currency,
            0,
            0,
            0,
            0,
            status.equals("succeeded") ? amount : 0,
            isOpen ? amount : 0,
            0,
            0,
            0,
            null,
            null);
      }
      default -> disputed(currency, amount, DisputePhase.of(status));
    };
  }

  private static MoneyOfOneCurrency disputed(String currency, long amount, DisputePhase phase) {
    boolean isWon = phase == DisputePhase.WON;
    return new MoneyOfOneCurrency(
        currency,
        0,
        0,
        0,
        0,
        0,
        0,
        isWithdrawn(phase) ? amount : 0,
        isWon ? amount : 0,
        phase == DisputePhase.INQUIRY ? amount : 0,
        null,
        null);
  }

  /** Of a status that is not known yet too: figures and a payer's sums count the same. */
  private static boolean isWithdrawn(DisputePhase phase) {
    return switch (phase) {
      case DISPUTED, APPEALED, LOST, WON, UNFAMILIAR -> true;
      case INQUIRY, INQUIRY_CLOSED, PREVENTED -> false;
    };
  }

  /** What payers paid in their own currency is summed up where it is one currency. */
  private static MoneyOfOneCurrency plus(MoneyOfOneCurrency one, MoneyOfOneCurrency other) {
    boolean first = one.payments() == 0;
    boolean second = other.payments() == 0;
    var presented = first ? other : second ? one : null;
    return new MoneyOfOneCurrency(
        one.currency(),
        one.payments() + other.payments(),
        one.came() + other.came(),
        Math.max(one.largest(), other.largest()),
        one.held() + other.held(),
        one.back() + other.back(),
        one.onItsWay() + other.onItsWay(),
        one.withdrawn() + other.withdrawn(),
        one.wonBack() + other.wonBack(),
        one.questioned() + other.questioned(),
        presented == null ? null : presented.presented(),
        presented == null ? null : presented.presentedCurrency());
  }
}
