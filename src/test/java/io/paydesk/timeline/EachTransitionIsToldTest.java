package io.paydesk.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.order.OrderStatus;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.refund.RefundStatus;
import io.paydesk.rest.LowerCase;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.transaction.StateGraph;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whichever status follows which, the history has it, and the timeline has a sentence for it. */
@QuarkusTest
class EachTransitionIsToldTest extends PaydeskTest {

  private record Move(String from, String to) {}

  private static <S extends Enum<S>> List<Move> moves(StateGraph<S> graph) {
    return graph.edges().stream()
        .flatMap(
            edge ->
                edge.from().stream()
                    .flatMap(
                        from ->
                            edge.to().stream()
                                .filter(to -> to != from)
                                .map(to -> new Move(LowerCase.text(from), LowerCase.text(to)))))
        .distinct()
        .toList();
  }

  private static List<Move> between(List<String> statuses) {
    var moves = new ArrayList<Move>();
    for (var from : statuses) {
      statuses.stream().filter(to -> !to.equals(from)).forEach(to -> moves.add(new Move(from, to)));
    }
    return moves;
  }

  /**
   * Makes each move in the table itself, as no way to change a row may go past the history.
   *
   * @param set how a status is set there
   */
  private void eachIsTold(long order, String table, long row, String set, List<Move> moves) {
    assertThat(moves).isNotEmpty();
    var about = table.equals("orders") ? "order" : table;
    var update = "update %s set %s where id = %d";
    for (var move : moves) {
      tables().change(update.formatted(table, set.replace("?", "'" + move.from + "'"), row));
      long before = written(order, about);
      tables().change(update.formatted(table, set.replace("?", "'" + move.to + "'"), row));
      assertThat(written(order, about)).as("%s %s", table, move).isEqualTo(before + 1);
      assertThat(
              tables()
                  .text(
                      "select was || ' ' || became from history where order_id = ? and about = ?"
                          + " order by id desc limit 1",
                      order,
                      about))
          .isEqualTo(move.from + " " + move.to);
    }
    long told = all(order).stream().filter(entry -> isAbout(about, entry)).count();
    assertThat(told).as("entries of %s", table).isEqualTo(written(order, about));
  }

  private long written(long order, String about) {
    return tables()
        .number(
            "select count(*) from history where order_id = ? and about = ? and what = 'status'",
            order,
            about);
  }

  /** Without that it was made. */
  private static boolean isAbout(String about, Map<String, Object> entry) {
    var word = about.equals("recurring_payment") ? "subscription" : about;
    var what = entry.get("what").toString();
    return what.startsWith(word + "_")
        && entry.get("together") != null
        && !entry.get("text").toString().isBlank();
  }

  private List<Map<String, Object>> all(long order) {
    var entries = new ArrayList<Map<String, Object>>();
    String next = "";
    do {
      var page =
          json(
              asAdmin()
                  .get(
                      "/v1/orders/"
                          + order
                          + "/timeline?limit=100"
                          + (next.isEmpty() ? "" : "&after=" + next)),
              200);
      entries.addAll(page.get("data"));
      next = page.getString("next");
    } while (next != null);
    return entries;
  }

  @Test
  void ofAnOrder() {
    long order = order();
    eachIsTold(
        order,
        "orders",
        order,
        "status = ?, review_reason = 'overpaid'",
        between(List.of(OrderStatus.values()).stream().map(OrderStatus::text).toList()));
  }

  @Test
  void ofAPayment() {
    long order = order();
    long payment = started(order).getLong("id");
    eachIsTold(
        order,
        "payment",
        payment,
        "status = ?, amount_capturable = case when ? = 'authorized' then amount end",
        moves(PaymentStatus.MOVES));
  }

  @Test
  void ofARefund() {
    long order = order();
    long payment = started(order).getLong("id");
    long refund =
        tables()
            .number(
                """
                insert into refund (payment_id, order_id, user_id, uuid, origin, amount, currency, status)
                values (?, ?, 'nobody', ?, 'dashboard', 1, 'usd', 'pending') returning id
                """,
                payment,
                order,
                UUID.randomUUID());
    eachIsTold(order, "refund", refund, "status = ?", moves(RefundStatus.MOVES));
  }

  @Test
  void ofASubscription() {
    long order = order();
    long recurring =
        tables()
            .number(
                """
                insert into recurring_payment (order_id, user_id, uuid, price_id, status)
                values (?, ?, ?, 'price_none', 'canceled') returning id
                """,
                order,
                user,
                UUID.randomUUID());
    eachIsTold(
        order, "recurring_payment", recurring, "status = ?", moves(RecurringPaymentStatus.MOVES));
  }

  @Test
  void ofADispute() {
    long order = order();
    long payment = started(order).getLong("id");
    long dispute =
        tables()
            .number(
                """
                insert into dispute (payment_id, order_id, user_id, dispute_id, amount, currency, status,
                  is_charge_refundable, opened_at, observed_at)
                values (?, ?, 'nobody', ?, 100, 'usd', 'needs_response', true, now(), now()) returning id
                """,
                payment,
                order,
                "du_" + UUID.randomUUID());
    eachIsTold(
        order,
        "dispute",
        dispute,
        "status = ?",
        between(
            List.of(
                "warning_needs_response",
                "warning_under_review",
                "warning_closed",
                "needs_response",
                "under_review",
                "appeal_needs_response",
                "appeal_under_review",
                "won",
                "lost",
                "prevented",
                "as_stripe_may_add")));
  }
}
