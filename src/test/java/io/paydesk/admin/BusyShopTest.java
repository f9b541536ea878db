package io.paydesk.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/**
 * A shop as its people see it on a busy day: a month of orders of all kinds, and something of
 * everything that can go wrong. What time has to have passed for is moved back in the tables.
 */
abstract class BusyShopTest extends AdminTest {

  private static final String GOOD = "4242424242424242";
  private static final String MASTERCARD = "5555555555554444";
  private static final String POOR = "4000000000009995";
  private static final String DECLINED = "4000000000000002";
  private static final int DAYS = 30;
  private static final String STUCK = "Another transaction has held the row for ten seconds";

  /**
   * @param id of the user
   */
  private record Payer(String id, String name, String mail) {}

  private record Goods(String name, String price, String currency) {}

  private static final List<String> NAMES =
      List.of(
          "Ada Lovelace",
          "Grace Hopper",
          "Wolfeschlegelsteinhausenbergerdorff Maximiliane von und zu Hohenfels",
          "Jo Li",
          "María José Fernández de la Vega y Ruiz",
          "Søren Ørsted",
          "Nguyễn Thị Minh Khai",
          "عمر الخيام",
          "山田 花子",
          "Kwame Nkrumah",
          "Olga Ladyzhenskaya",
          "Emmy Noether",
          "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");

  private static final List<Goods> GOODS =
      List.of(
          new Goods("Two tickets, row 7", "99.99", "usd"),
          new Goods("Membership 2026", "49.00", "usd"),
          new Goods("Poster", "12.50", "usd"),
          new Goods(
              "Weekend pass with workshop, dinner and a seat in the first row", "249.00", "eur"),
          new Goods("Print, framed", "1299.00", "usd"),
          new Goods("Tasse", "14.90", "eur"),
          new Goods("Postcards", "1200", "jpy"),
          new Goods("Gallery tour", "12.340", "kwd"),
          new Goods("Donation", "5.00", "usd"),
          new Goods(
              "Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenua",
              "1.00",
              "usd"));

  /** Without any of them a shop is new. */
  private static final List<String> TABLES =
      List.of(
          "orders",
          "payment",
          "refund",
          "dispute",
          "recurring_payment",
          "stripe_event",
          "actionflow_run",
          "actionflow_endpoint",
          "alert");

  private final List<Payer> payers = new ArrayList<>();
  private final List<Long> endpoints = new ArrayList<>();
  private int ordered;

  /** No endpoint of this shop hears of other tests' payments. */
  @AfterEach
  void nobodyFollows() {
    tables()
        .change(
            "update actionflow_run set status = 'canceled', finished_at = now(), claim = null"
                + " where status = 'waiting' and not in_process");
    change(
        "update actionflow_run set status = 'canceled' where status = 'failed' and not in_process");
    change(
        "update stripe_event set status = 'done', last_error = null where last_error = ?", STUCK);
    change("update alert set ended_at = now() where ended_at is null");
    change("update actionflow_endpoint set status = 'deleted'");
    sandbox.faults().dropEvents(true);
    sandbox
        .billing()
        .dashboard()
        .open()
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
    sandbox.faults().dropEvents(false);
  }

  /**
   * @param orders how many are simply paid
   */
  protected void aBusyShop(int orders) {
    for (var name : NAMES) {
      var mail = "payer" + payers.size() + "@example.com";
      payers.add(new Payer("user-" + UUID.randomUUID().toString().substring(0, 8), name, mail));
    }
    endpoint("http://127.0.0.1:9/paydesk", "payment");
    for (int i = 0; i < orders; i++) {
      paid(GOODS.get(GOODS.size() - 1 - i % GOODS.size()), i % 5 == 0 ? MASTERCARD : GOOD);
    }
    var tickets = GOODS.get(0);
    refunded(paid(tickets, GOOD), 2500L, "requested_by_customer");
    refunded(paid(tickets, MASTERCARD), null, "duplicate");
    refunded(paid(GOODS.get(6), GOOD), 400L, "requested_by_customer");
    order(tickets, Map.of());
    attempt(order(GOODS.get(4), Map.of()), POOR);
    attempt(order(GOODS.get(1), Map.of()), DECLINED);
    attempt(order(tickets, Map.of()), "4000002760003184");
    sandbox.confirm(begun(order(GOODS.get(3), Map.of("capture", "manual"))), GOOD);
    json(asService().post("/v1/orders/" + order(tickets, Map.of()).id + "/cancel"), 200);
    order(new Goods("Free postcard", "0", "usd"), Map.of());
    var late =
        Map.<String, Object>of("expiresAt", Instant.now().plus(Duration.ofDays(1)).toString());
    order(GOODS.get(2), late);
    var partlyBack = paid(tickets, GOOD);
    refunded(partlyBack, 1000L, "requested_by_customer");
    sandbox.dispute(partlyBack, "fraudulent", false);
    sandbox.dispute(paid(GOODS.get(3), GOOD), "product_not_received", true);
    sandbox.disputeIs(
        sandbox.dispute(paid(GOODS.get(4), GOOD), "duplicate", false), "under_review");
    subscriptions();
    workedOff();
    // Reviews and what has failed for good.
    inReview(paid(tickets, GOOD), "overpaid");
    inReview(paid(GOODS.get(5), MASTERCARD), "second-success");
    workedOff();
    json(asAdmin().post("/v1/actionflows/endpoints/" + endpoints.get(0) + "/pause"), 200);
    change(
        """
        update actionflow_run set status = 'failed', attempts = 12, claim = null, finished_at = now(),
          last_error = 'connect ECONNREFUSED 127.0.0.1:9'
        where id in (select id from actionflow_run where status = 'waiting' and not in_process order by id limit 3)
        """);
    change(
        """
        update stripe_event set status = 'failed', attempts = 20, finished_at = now(), claim = null,
          last_error = ?
        where id in (select id from stripe_event where type = 'payment_intent.created' and status = 'done' limit 2)
        """,
        STUCK);
    asAdmin().body(Map.of("name", "Shop's server", "role", "service")).post("/v1/keys");
    asAdmin().body(Map.of("name", "Help desk", "role", "support")).post("/v1/keys");
    alerts();
    spreadOverTheMonth();
    change(
        "update dispute set due_by = now() + interval '2 days' where id = (select max(id) from dispute where status = 'needs_response')");
    change(
        "update dispute set due_by = now() - interval '1 day' where id = (select max(id) from dispute where status = 'warning_needs_response')");
  }

  private void inReview(String intent, String why) {
    change(
        "update payment set review_reason = ?, version = version + 1 where payment_intent_id = ?",
        why,
        intent);
    change(
        "update orders set status = 'review', review_reason = ?, version = version + 1 where id = ?",
        why,
        orderOf(intent));
  }

  /** Everything that the shop has is put aside meanwhile. Whoever looks finds a table each time. */
  protected void onTheFirstDay(Runnable then) {
    workedOff();
    var aside = new ArrayList<String>();
    try {
      for (var table : TABLES) {
        atOnce(
            "alter table %1$s rename to %1$s_aside; create table %1$s (like %1$s_aside including all);"
                .formatted(table));
        aside.add(table);
      }
      then.run();
    } finally {
      for (var table : aside) {
        atOnce("drop table %1$s; alter table %1$s_aside rename to %1$s;".formatted(table));
      }
    }
  }

  private void atOnce(String statements) {
    change("do $$ begin " + statements + " end $$");
  }

  private void endpoint(String url, String... flows) {
    var body = Map.of("url", url, "flows", List.of(flows));
    endpoints.add(
        json(asAdmin().body(body).post("/v1/actionflows/endpoints"), 201).getLong("endpoint.id"));
  }

  /**
   * @param payer who is to pay it
   */
  protected record Ordered(long id, String payer) {}

  private Ordered order(Goods goods, Map<String, Object> more) {
    var payer = payers.get(ordered++ % payers.size());
    var body =
        new HashMap<String, Object>(
            Map.of(
                "userId",
                payer.id,
                "price",
                goods.price,
                "currency",
                goods.currency,
                "description",
                goods.name,
                "receiptEmail",
                payer.mail,
                "payerName",
                payer.name));
    body.putAll(more);
    return new Ordered(
        json(asService().body(body).post("/v1/orders"), 201).getLong("id"), payer.id);
  }

  private String begun(Ordered order) {
    var body = Map.of("orderId", order.id);
    return json(as(order.payer).body(body).post("/v1/payments"), 201).getString("paymentIntentId");
  }

  private void attempt(Ordered order, String card) {
    sandbox.confirm(begun(order), card);
  }

  /** An order that is paid. */
  private String paid(Goods goods, String card) {
    var intent = begun(order(goods, Map.of()));
    sandbox.confirm(intent, card);
    eventually(
        x ->
            assertThat(
                    tables().text("select status from payment where payment_intent_id = ?", intent))
                .isEqualTo("succeeded"));
    return intent;
  }

  private long orderOf(String intent) {
    return tables().number("select order_id from payment where payment_intent_id = ?", intent);
  }

  private void refunded(String intent, Long amount, String reason) {
    var body = new HashMap<String, Object>();
    body.put(
        "paymentId", tables().number("select id from payment where payment_intent_id = ?", intent));
    body.put("reason", reason);
    if (amount != null) {
      body.put("refundAmount", amount);
    }
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/v1/refunds")
        .then()
        .statusCode(201);
  }

  private void subscriptions() {
    var price = sandbox.billing().price("usd", 1500, "month");
    var magazine = new Goods("Magazine", "15.00", "usd");
    for (int i = 0; i < 4; i++) {
      var subscription = subscribed(magazine, price, Map.of());
      if (i == 3) {
        sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
      }
    }
    subscribed(magazine, price, Map.of("trialDays", 14));
    var subscription = sandbox.billing().subscriptions().get(0);
    assertThat(subscription).isNotNull();
  }

  private String subscribed(Goods goods, String price, Map<String, Object> more) {
    var with = new HashMap<>(more);
    with.put("priceId", price);
    var order = order(goods, with);
    Json started =
        json(
            as(order.payer)
                .body(Map.of("orderId", order.id, "priceId", price))
                .post("/v1/recurring-payments"),
            201);
    var id = started.getString("recurringPayment.subscriptionId");
    var subscription = sandbox.billing().subscription(id);
    if (more.isEmpty()) {
      sandbox.billing().pay(subscription.path("latest_invoice").asText(), GOOD);
    } else {
      sandbox.billing().confirmSetup(subscription.path("pending_setup_intent").asText(), GOOD);
    }
    return id;
  }

  private void alerts() {
    change("update alert set ended_at = now() where ended_at is null");
    change(
        """
        insert into alert (kind, subject, observed, threshold, window_seconds, raised_at, last_seen_at, ended_at)
        values
          ('refund_rate', '', 12, 10, 86400, now() - interval '3 hours', now() - interval '1 minute', null),
          ('reviews', 'second-success', 2, 1, 86400, now() - interval '40 minutes', now() - interval '1 minute', null),
          ('disputes', '', 1, 1, 86400, now() - interval '2 days', now() - interval '1 day', now() - interval '1 day')
        """);
  }

  private void change(String sql, Object... values) {
    tables().change(sql, values);
  }

  /** The newest are of today. */
  private void spreadOverTheMonth() {
    var mine = payers.stream().map(Payer::id).toArray(String[]::new);
    var ids = "'" + String.join("','", mine) + "'";
    var when =
        "now() - interval '2 minutes' - power(1 - x.place, 2) * interval '%d days'".formatted(DAYS);
    change(
        """
        with x as (
          select id, (row_number() over (order by id) - 1)::float / greatest(count(*) over () - 1, 1) as place
          from orders where user_id in (%s))
        update orders o set created_at = %s, updated_at = now() from x where x.id = o.id
        """
            .formatted(ids, when));
    change(
        """
        update payment p set created_at = o.created_at + interval '40 seconds',
          succeeded_at = case when p.succeeded_at is null then null else o.created_at + interval '90 seconds' end,
          version = p.version + 1
        from orders o where o.id = p.order_id and o.user_id in (%s)
        """
            .formatted(ids));
    change(
        """
        update refund r set created_at = least(now(), o.created_at + interval '1 day')
        from orders o where o.id = r.order_id and o.user_id in (%s)
        """
            .formatted(ids));
  }
}
