package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.dev.sandbox.EventStyle;
import io.paydesk.dev.sandbox.NewestShape;
import io.paydesk.dev.sandbox.ThinEvents;
import io.paydesk.testing.SeenMoves;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same news comes as snapshot events, of the pinned or of the newest version, as thin ones, or
 * both ways, and changes the same.
 */
@QuarkusTest
class EventsBothWaysTest extends SubscriptionTest {

  private static final String ROWS =
      """
      select string_agg(line, E'\\n' order by line) from (
        select 'order ' || concat_ws(' ', amount, status, review_reason, renewal_of is not null) as line
        from orders where user_id = ?1
        union all
        select 'payment ' || concat_ws(' ', origin, amount_received, amount_refunded, status, failure_code)
        from payment where user_id = ?1
        union all
        select 'refund ' || concat_ws(' ', origin, amount, status) from refund where user_id = ?1
        union all
        select 'dispute ' || concat_ws(' ', amount, status) from dispute where user_id = ?1
        union all
        select 'subscription ' || concat_ws(' ', quantity, status, failure_code)
        from recurring_payment where user_id = ?1
        union all
        select 'decline ' || concat_ws(' ', code, decline_code)
        from payment_decline where user_id = ?1
        union all
        select 'run ' || concat_ws(' ', flow, transition, reason)
        from actionflow_run where user_id = ?1 and target = 'flow:FirstLedger'
          and (transition in ('succeeded', 'started', 'paid') or transition = 'declined' and order_id = ?2)) lines
      """;

  private SeenMoves moves;

  @BeforeEach
  void follow() {
    moves = SeenMoves.of(tables(), user);
    Ledger.forget();
    Ledger.follows = true;
    sandbox.faults().dropEvents(true);
  }

  @AfterEach
  void end() {
    moves.close();
    Ledger.forget();
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  /**
   * Everything happens at Stripe before any event is sent. Whether the app hears of an attempt that
   * a later one has overcome depends on the order of events. So only the attempts of the payment
   * that never succeeds are compared.
   */
  private List<JsonNode> happen(long triedInVain) {
    int before = sandbox.events().size();
    long bought = order();
    var intent = started(bought).getString("paymentIntentId");
    sandbox.confirm(intent, "4000000000009995");
    sandbox.confirm(intent, GOOD_CARD);
    sandbox.refundAtDashboard(intent, 500);
    var disputed = started(order()).getString("paymentIntentId");
    sandbox.confirm(disputed, GOOD_CARD);
    sandbox.disputeIs(sandbox.dispute(disputed, "fraudulent", false), "lost");
    var inVain = started(triedInVain).getString("paymentIntentId");
    sandbox.confirm(inVain, "4000000000000002");
    sandbox.confirm(inVain, "4000002760003184");
    sandbox.authenticate(inVain, false);
    var club = subscribed(monthly());
    var subscription = club.getString("recurringPayment.subscriptionId");
    pay(club, GOOD_CARD);
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    sandbox.advanceClock(Period.ofMonths(1));
    var open = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    sandbox.billing().pay(open, GOOD_CARD);
    return sandbox.events().subList(before, sandbox.events().size());
  }

  private static List<JsonNode> told(List<JsonNode> events, EventStyle style) {
    var told = new ArrayList<JsonNode>();
    if (style == EventStyle.NEWEST) {
      events.forEach(event -> told.add(NewestShape.event(event)));
      return told;
    }
    if (style != EventStyle.THIN) {
      told.addAll(events);
    }
    if (style != EventStyle.SNAPSHOT) {
      events.forEach(event -> told.addAll(ThinEvents.of(event)));
    }
    return told;
  }

  private void deliverAll(List<JsonNode> told) {
    told.parallelStream().forEach(event -> deliver(event.toString()).then().statusCode(200));
    told.forEach(
        event ->
            eventually(
                x ->
                    assertThat(
                            tables()
                                .text(
                                    "select status from stripe_event where id = ?",
                                    event.path("id").asText()))
                        .isIn("done", "ignored")));
  }

  private String rows(long triedInVain) {
    return tables()
        .text(ROWS.replace("?1", "'" + user + "'").replace("?2", Long.toString(triedInVain)));
  }

  @ParameterizedTest
  @EnumSource
  void eventsOfEachStyleEndInTheSameRows(EventStyle style) {
    long triedInVain = order();
    var told = told(happen(triedInVain), style);
    Collections.shuffle(told, new Random(7));

    deliverAll(told);

    moves.areEdges();
    assertThat(rows(triedInVain))
        .isEqualTo(
            """
            decline card_declined generic_decline
            decline card_declined generic_decline
            decline card_declined insufficient_funds
            decline payment_intent_authentication_failure
            dispute 9999 lost
            order 1500 paid f
            order 1500 paid t
            order 1500 paid t
            order 9999 paid f
            order 9999 partially_refunded f
            order 9999 pending f
            payment invoice 1500 0 succeeded
            payment invoice 1500 0 succeeded
            payment invoice 1500 0 succeeded
            payment one_time 0 0 pending payment_intent_authentication_failure
            payment one_time 9999 0 succeeded
            payment one_time 9999 500 partially_refunded
            refund dashboard 500 succeeded
            run payment declined generic_decline
            run payment declined payment_intent_authentication_failure
            run payment succeeded
            run payment succeeded
            run recurring_payment_deduction paid subscription_create
            run recurring_payment_deduction paid subscription_cycle
            run recurring_payment_deduction paid subscription_cycle
            run recurring_payment_management started
            run refund succeeded
            subscription 1 active""");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void inAnyOrderTheSameNewsCountsOnce(long seed) {
    long triedInVain = order();
    var told = told(happen(triedInVain), EventStyle.BOTH);
    told.addAll(told(sandboxEventsOf(told), EventStyle.THIN));
    Collections.shuffle(told, new Random(seed));

    deliverAll(told);

    moves.areEdges();
    assertThat(rows(triedInVain).lines().filter(line -> line.startsWith("run ")).toList())
        .hasSize(9);
    assertThat(rows(triedInVain).lines().filter(line -> line.startsWith("decline ")).toList())
        .hasSize(4);
  }

  private static List<JsonNode> sandboxEventsOf(List<JsonNode> told) {
    return told.stream().filter(event -> event.path("object").asText().equals("event")).toList();
  }
}
