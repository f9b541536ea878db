package io.paydesk.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.key.KeyCommand;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Who may call, and what is remembered of it. */
abstract class KeyChapter extends MethodChapter {

  private static final String SHOP =
      """
      {"name": "Shop, production", "role": "service", "scopes": ["read", "orders:write"]}
      """;

  private static Request with(String secret) {
    return anybody().bearer(secret);
  }

  /** A key that the description does not show. */
  private Json key(String name) {
    return Json.of(
        call("createKey").sends(Map.of("name", name, "role", "service")).succeeds(201).asString());
  }

  void ofApiKeys() {
    recording.standIns.show("127.0.0.1", "203.0.113.9");
    var made = call("createKey").shown("a-shop", SHOP).answers(201, "made");
    long shop = made.getLong("key.id");
    var secret =
        call("rotateKey")
            .of(shop)
            .shown("within-an-hour", "{\"overlap\": 3600}")
            .answers(200, "rotated")
            .getString("secret");
    var staging = key("Shop, staging");
    call("rotateKey").of(staging.getLong("key.id")).sends("{\"overlap\": 0}").succeeds(200);
    ofTheAudit(shop, secret);
    call("getKey").of(shop).answers(200, "active");
    pages("listKeys", "role=service");
    ofKeysThatCannotBe();
    ofSecretsThatOpenNothing(staging.getString("secret"), made.getString("secret"));
  }

  private void ofTheAudit(long shop, String secret) {
    call("createOrder")
        .by(with(secret))
        .sends("{\"userId\": \"user-1\", \"price\": \"24.00\", \"currency\": \"usd\"}")
        .succeeds(201);
    call("startPayment")
        .by(with(secret))
        .sends("{\"orderId\": %d}".formatted(tickets))
        .isRefused(403, "outside-the-scopes");
    // That it was used is noted beside the call.
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from api_key_secret"
                                + " where key_id = ? and last_used_at is not null",
                            shop))
                .isEqualTo(1));
    pages("listAuditRecords", "caller=key:" + shop);
  }

  private void ofKeysThatCannotBe() {
    for (var refused :
        List.of(
            List.of("\"role\": \"boss\"", "400", "unknown-role"),
            List.of("\"role\": \"service\", \"scopes\": [\"all\"]", "400", "unknown-scope"),
            List.of(
                "\"role\": \"service\", \"expiresAt\": \"2020-01-01T00:00:00Z\"",
                "422",
                "invalid-key-expiry"))) {
      call("createKey")
          .sends("{\"name\": \"Shop\", " + refused.get(0) + "}")
          .isRefused(Integer.parseInt(refused.get(1)), refused.get(2));
    }
    call("getKey").of(4711).isRefused(404, "not-found", "key-not-found");
  }

  private void ofSecretsThatOpenNothing(String replaced, String leaked) {
    call("listOrders").with("key=" + leaked).isRefused(400, "key-in-address");
    call("listOrders").by(with("pdk_test_0")).isRefused(401, "key-mistyped");
    call("listOrders").by(with(neverMade("test"))).isRefused(401, "key-unknown");
    call("listOrders").by(with(neverMade("live"))).isRefused(401, "key-of-other-mode");
    call("listOrders").by(with(replaced)).isRefused(401, "key-replaced");

    var ended = key("Shop of last year");
    tables()
        .change(
            "update api_key set expires_at = now() - interval '1 minute' where id = ?",
            ended.getLong("key.id"));
    call("listOrders").by(with(ended.getString("secret"))).isRefused(401, "key-expired");

    var lost = key("Shop, on a lost laptop");
    long id = lost.getLong("key.id");
    call("revokeKey").of(id).succeeds(204);
    call("rotateKey").of(id).sends("{}").isRefused(409, "key-not-active");
    call("listOrders").by(with(lost.getString("secret"))).isRefused(401, "key-revoked");
    eventually(
        x ->
            assertThat(tables().text("select last_refused_at::text from api_key where id = ?", id))
                .isNotNull());
    call("getKey").of(id).answers(200, "revoked");
  }

  private static String neverMade(String mode) {
    var printed = new ByteArrayOutputStream();
    new KeyCommand(ConfigProvider.getConfig(), new PrintStream(printed, true, UTF_8), System.err)
        .run(List.of(KeyCommand.NAME, "generate", "--mode", mode));
    return printed.toString(UTF_8).strip();
  }

  private void ofGuests() {
    var order =
        call("createOrder")
            .by(asService())
            .shown("guest", "{\"price\": \"9.99\", \"currency\": \"usd\"}")
            .answers(201, "guest");
    long id = order.getLong("id");
    recording.standIns.show(
        order.getString("userId"), "paydesk-guest:Yz0q8KfT2mXb7Rj1Vd4Lw9Hs3Np6Ac5E");
    call("createGuestToken")
        .by(asService())
        .of(id)
        .shown("for-an-hour", "{\"expiresIn\": 3600}")
        .answers(201, "made");
    call("createGuestToken")
        .by(asService())
        .of(tickets)
        .sends("{}")
        .isRefused(409, "order-without-guest");
    var guest = with(order.getString("guestToken.token"));
    call("listOrders").by(guest).isRefused(403, "outside-the-order");
    call("startPayment")
        .by(guest)
        .sends("{\"orderId\": %d, \"savePaymentMethod\": true}".formatted(id))
        .isRefused(422, "guest-saves-nothing");
  }

  private void ofLinks() {
    var link =
        call("createPayLink")
            .by(asService())
            .of(tickets)
            .shown("for-a-week", "{\"returnUrl\": \"https://shop.example/pay/orders/42\"}")
            .answers(201, "made");
    var url = link.getString("url");
    recording.standIns.show(url, "https://pay.example/pay/pdk_pay_test_...");
    var order = String.valueOf(tickets);
    call("listPayLinks").by(asService()).of(tickets).answers(200, "made");
    call("revokePayLink")
        .by(asService())
        .of(order, "4711")
        .isRefused(404, "not-found", "pay-link-not-found");
    System.setProperty("paydesk.public-url", "");
    try {
      call("createPayLink")
          .by(asService())
          .of(tickets)
          .sends("{}")
          .isRefused(409, "public-url-not-set");
    } finally {
      System.clearProperty("paydesk.public-url");
    }
    tables()
        .change(
            "update pay_link set expires_at = now() - interval '1 second' where order_id = ?",
            tickets);
    call("getOrder").by(withLink(url)).of(tickets).isRefused(401, "pay-link-expired");
    var another = json(asService().body("{}").post("/v1/orders/" + tickets + "/pay-link"), 201);
    call("startPayment")
        .by(withLink(another.getString("url")))
        .sends("{\"orderId\": %d, \"savePaymentMethod\": true}".formatted(tickets))
        .isRefused(422, "link-pays-only");
    call("createPayLink")
        .by(as("sue", "support"))
        .of(tickets)
        .sends("{\"savedCards\": true}")
        .isRefused(403, "saved-cards-not-offered");
    call("revokePayLink")
        .by(asService())
        .of(order, String.valueOf(another.getLong("id")))
        .succeeds(204);
  }

  private void ofMailedLinks() {
    long order = ordered("\"receiptEmail\": \"ada@example.com\", ");
    var mailed =
        call("mailPayLink")
            .by(as("sue", "support"))
            .keyed()
            .of(order)
            .shown("to-the-payer", "{\"expiresIn\": 604800}")
            .answers(201, "asked-for");
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status from pay_link_mail where id = ?", mailed.getLong("id")))
                .isEqualTo("sent"));
    call("listPayLinkMails").by(as("sue", "support")).of(order).answers(200, "sent");
    var asks = call("mailPayLink").by(asService()).of(order);
    asks.sends("{\"to\": \"Ada <ada@example.com>\"}").isRefused(422, "invalid-mail-address");
    tables()
        .change(
            "insert into pay_link_mail (order_id, address, to_order_address, life, asked_by)"
                + " select ?, 'ada@example.com', true, 3600, 'key:7' from generate_series(1, 4)",
            order);
    call("mailPayLink").by(asService()).of(order).sends("{}").isRefused(429, "too-many-mails");
    long other = ordered("");
    call("mailPayLink").by(asService()).of(other).sends("{}").isRefused(422, "no-address-to-mail");
    System.setProperty("quarkus.mailer.mock", "false");
    try {
      call("mailPayLink").by(asService()).of(other).sends("{}").isRefused(409, "mail-not-set-up");
    } finally {
      System.clearProperty("quarkus.mailer.mock");
    }
    long subscription =
        tables()
            .number(
                "select max(id) from recurring_payment where status not in ('canceled', 'incomplete_expired')");
    var status = tables().text("select status from recurring_payment where id = ?", subscription);
    long behind =
        tables().number("select order_id from recurring_payment where id = ?", subscription);
    becomes(subscription, "past_due");
    call("mailPayLink")
        .by(asService())
        .of(behind)
        .sends("{\"to\": \"friend@example.com\"}")
        .isRefused(409, "mail-for-the-owner-alone");
    becomes(subscription, status);
    call("cancelOrder").by(asService()).of(other).succeeds(200);
    call("mailPayLink").by(asService()).of(other).sends("{}").isRefused(409, "order-owes-nothing");
  }

  private void becomes(long subscription, String status) {
    tables().change("update recurring_payment set status = ? where id = ?", status, subscription);
  }

  private long ordered(String more) {
    return Json.of(
            call("createOrder")
                .by(asService())
                .sends(
                    "{%s\"userId\": \"user-1\", \"price\": \"9.99\", \"currency\": \"usd\"}"
                        .formatted(more))
                .succeeds(201)
                .asString())
        .getLong("id");
  }

  private void ofCardLinks() {
    var link =
        call("createCardLink")
            .by(asService())
            .of(user)
            .shown("for-a-day", "{\"returnUrl\": \"https://shop.example/pay/account\"}")
            .answers(201, "made");
    recording.standIns.show(link.getString("url"), "https://pay.example/pay/pdk_pay_test_...");
    call("listCardLinks").by(asService()).of(user).answers(200, "made");
    call("revokeCardLink")
        .by(asService())
        .of(user, "4711")
        .isRefused(404, "not-found", "card-link-not-found");
    call("getOrder")
        .by(withLink(link.getString("url")))
        .of(tickets)
        .isRefused(403, "outside-the-cards");
    call("revokeCardLink")
        .by(asService())
        .of(user, String.valueOf(link.getLong("id")))
        .succeeds(204);
  }

  private static Request withLink(String url) {
    return with(url.replaceFirst(".*/pay/", ""));
  }

  void ofTokensAndSupport() {
    var token =
        call("createUserToken")
            .by(asService())
            .of(user)
            .shown("for-an-hour", "{\"expiresIn\": 3600}")
            .answers(201, "made")
            .getString("token");
    tables()
        .change(
            "update user_token set expires_at = now() - interval '1 second' where user_id = ?",
            user);
    call("listOrders").by(with(token)).isRefused(401, "user-token-expired");
    call("revokeUserTokens").by(asService()).of(user).succeeds(204);
    call("createUserToken").by(asService()).of("key:1").sends("{}").isRefused(400, "invalid-user");
    ofGuests();
    ofLinks();
    ofMailedLinks();
    ofCardLinks();
    call("startPayment")
        .by(as("sue", "support"))
        .sends("{\"orderId\": %d}".formatted(tickets))
        .isRefused(403, "role-reads-only");
  }
}
