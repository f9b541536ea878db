package io.paydesk.openapi;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a shop asks for, and repeats. */
abstract class OrderChapter extends HttpChapter {

  private static final String TICKETS =
      """
      {
        "userId": "%s",
        "price": "99.99",
        "currency": "usd",
        "description": "Two tickets",
        "receiptEmail": "ada@example.com",
        "payerName": "Ada Lovelace",
        "statementDescriptorSuffix": "TICKETS",
        "metadata": {"seats": "A1, A2"},
        "lines": [
          {"name": "Ticket, row A", "amount": "49.99", "quantity": 2},
          {"name": "Programme", "amount": "0.01", "quantity": 1, "imageUrl": "https://shop.example/programme.png"}
        ]
      }
      """;

  private static final String MEMBERSHIP =
      """
      {
        "userId": "%s",
        "price": "9.00",
        "currency": "eur",
        "description": "Membership",
        "receiptEmail": "ada@example.com",
        "priceId": "price_monthly",
        "quantity": 1,
        "trialDays": 14
      }
      """;

  long tickets;

  void ofMoneyAndOrders() {
    call("getConfig").by(anybody()).answers(200, "a-shop");
    call("getCurrency").by(anybody()).of("usd").answers(200, "two-decimals");
    call("getCurrency").by(anybody()).of("jpy").answers(200, "no-decimals");
    call("getCurrency").by(anybody()).of("xyz").isRefused(422, "unknown-currency");

    var key = UUID.randomUUID().toString();
    tickets =
        call("createOrder")
            .by(asService())
            .keyed(key)
            .shown("one-time", TICKETS.formatted(user))
            .answers(201, "pending")
            .getLong("id");
    var membership =
        call("createOrder")
            .by(asService())
            .shown("subscription", MEMBERSHIP.formatted(user))
            .succeeds(201);
    call("deleteOrder").of(membership.jsonPath().getLong("id")).succeeds(204);
    call("getOrder").of(4711).isRefused(404, "not-found", "order-not-found");
    call("listOrders")
        .with("status=payed")
        .isRefused(400, "invalid-status", "invalid-order-status");
    ofKeys(key);
    call("createOrder")
        .by(asService())
        .shown(
            "free",
            "{\"userId\": \"%s\", \"price\": \"0\", \"currency\": \"usd\", \"description\": \"A sample\"}"
                .formatted(user))
        .answers(201, "free");

    for (var refused :
        List.of(
            List.of("\"currency\": \"usd\", \"price\": \"$99.99\"", "invalid-price"),
            List.of("\"currency\": \"usd\", \"price\": \"99.999\"", "too-many-decimals"),
            List.of("\"currency\": \"usd\", \"price\": \"99999999999999\"", "amount-out-of-range"),
            List.of("\"currency\": \"kwd\", \"price\": \"1.234\"", "amount-not-chargeable"),
            List.of("\"currency\": \"usd\", \"price\": \"0.49\"", "amount-too-small"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"receiptEmail\": \"Ada <a@b.c>\"",
                "invalid-receipt-email"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"lines\": "
                    + "[{\"name\": \"Tea\", \"amount\": \"4.99\", \"quantity\": 2}]",
                "lines-do-not-add-up"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"priceId\": \"price_monthly\", \"lines\": "
                    + "[{\"name\": \"Tea\", \"amount\": \"9.99\", \"quantity\": 1}]",
                "lines-of-subscription"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"expiresAt\": \"2026-11-23T09:31:01Z\"",
                "expiry-out-of-range"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"priceId\": \"price_monthly\", "
                    + "\"statementDescriptorSuffix\": \"TICKETS\"",
                "suffix-of-subscription"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"0\", \"priceId\": \"price_monthly\"",
                "free-subscription"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"invoice\": true, "
                    + "\"capture\": \"manual\"",
                "order-not-invoiced"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"trialDays\": 14",
                "subscription-fields-without-price"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"priceId\": \"price_monthly\","
                    + " \"capture\": \"manual\"",
                "subscription-captured-later"))) {
      call("createOrder")
          .sends("{\"userId\": \"user-1\", " + refused.get(0) + "}")
          .isRefused(422, refused.get(1));
    }
    call("createOrder")
        .sends("{\"price\": \"9.99\", \"currency\": \"usd\", \"priceId\": \"price_monthly\"}")
        .isRefused(422, "guest-subscription");
    var tooMany =
        IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "seat" + i, i -> "A" + i));
    call("createOrder")
        .sends(Map.of("userId", "user-1", "price", "9.99", "currency", "usd", "metadata", tooMany))
        .isRefused(400, "too-much-metadata");
    call("createOrder")
        .sends("{\"userId\": \"user-1\", \"description\": \"\\ud800\"}")
        .isRefused(400, "invalid-text");
  }

  private void ofKeys(String key) {
    var order = TICKETS.formatted(user);
    call("createOrder")
        .by(asService())
        .keyed(key)
        .sends(order.replace("99.99", "9.99"))
        .isRefused(422, "idempotency-key-reused");
    tables()
        .change(
            "update idempotency_key set status = null, leased_until = now() + interval '1 minute'"
                + " where key = ?",
            key);
    call("createOrder")
        .by(asService())
        .keyed(key)
        .sends(order)
        .isRefused(409, "idempotency-key-in-use");
    call("createOrder")
        .keyed("k".repeat(256))
        .sends(order)
        .isRefused(400, "invalid-idempotency-key");
    call("createRefund").sends("{\"paymentId\": 7}").isRefused(400, "idempotency-key-missing");
  }
}
