package io.paydesk.stream;

import io.paydesk.testing.EventStream;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.StartedService;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests of streams share. */
abstract class StreamTest extends PaydeskTest {

  protected static URI changes(String query) {
    return URI.create(StartedService.url() + "/v1/changes" + query);
  }

  /** A stream by a token of this user. */
  protected EventStream follow(String who, String query) {
    return follow(who, query, null);
  }

  protected EventStream follow(String who, String query, String lastEventId) {
    var roles = who.equals("service") || who.equals("admin") ? Set.of(who) : Set.<String>of();
    var headers = new HashMap<>(Map.of("Authorization", "Bearer " + keys.token(who, roles)));
    if (lastEventId != null) {
      headers.put("Last-Event-ID", lastEventId);
    }
    return EventStream.open(changes(query), headers);
  }

  protected static List<String> statuses(EventStream stream, long payment) {
    return stream.events("payment").stream()
        .filter(event -> event.row() == payment)
        .map(EventStream.Event::status)
        .toList();
  }

  protected void pay(long payment) {
    sandbox.confirm(
        tables().text("select payment_intent_id from payment where id = ?", payment),
        "4242424242424242");
  }

  /** A payment whose money has come, and whose row no event will change any more. */
  protected long paid(long order) {
    long payment = started(order).getLong("id");
    pay(payment);
    eventuallyPaid(order);
    workedOff();
    return payment;
  }

  /** Canceled payments: an order may have any number of them. */
  protected void copies(long payment, int rows) {
    tables()
        .change(
            """
            insert into payment (order_id, user_id, uuid, origin, amount, currency, status, stripe_request, idempotency_key)
            select order_id, user_id, gen_random_uuid(), origin, amount, currency, 'canceled', '', gen_random_uuid()
            from payment, generate_series(1, ?) where id = ?
            """,
            rows,
            payment);
  }
}
