package io.paydesk.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SearchTest extends PaydeskTest {

  private final String mail = "pia." + UUID.randomUUID() + "@shop.example";

  private Answer search(Request who, Object text) {
    return who.body(Map.of("text", text)).post("/v1/search");
  }

  private Json found(Object text) {
    return json(search(as("sue", "support"), text), 200);
  }

  private List<String> hits(Object text) {
    var found = found(text);
    var kinds = found.getList("data.kind", String.class);
    var ids = found.getList("data.id", String.class);
    return java.util.stream.IntStream.range(0, kinds.size())
        .mapToObj(i -> kinds.get(i) + " " + ids.get(i))
        .toList();
  }

  private long orderOf(String email, String name, String price) {
    var body =
        Map.of(
            "userId",
            user,
            "price",
            price,
            "currency",
            "usd",
            "receiptEmail",
            email,
            "payerName",
            name,
            "description",
            "Two tickets");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private static String hit(String kind, Object id) {
    return kind + " " + id;
  }

  @Test
  void aPayerIsFoundByTheBeginningOfTheirMailInAnyCase() {
    long order = orderOf(mail, "Pia Paulsen", "99.99");

    for (var typed :
        List.of(mail, mail.toUpperCase(Locale.ROOT), mail.substring(0, 20), " " + mail + " ")) {
      assertThat(hits(typed)).containsExactly(hit("user", user), hit("order", order));
    }
    var found = found(mail);
    assertThat(found.getString("data[0].title")).isEqualTo("Pia Paulsen");
    assertThat(found.getString("data[0].receiptEmail")).isEqualTo(mail);
    assertThat(found.getString("data[0].foundBy")).isEqualTo("email");
    assertThat(found.getString("data[1].title")).isEqualTo("Two tickets");
    assertThat(found.getString("data[1].price")).isEqualTo("99.99");
    assertThat(found.getString("data[1].status")).isEqualTo("pending");
    assertThat(found.getLong("data[0].orderId")).isEqualTo(order);
    assertThat(found.getBoolean("more")).isFalse();
  }

  @Test
  void aPayerIsFoundByTheirIdAndTheirName() {
    var name = "Zoë " + UUID.randomUUID();
    long order = orderOf(mail, name, "5.00");

    assertThat(hits(user)).containsExactly(hit("user", user), hit("order", order));
    assertThat(hits(user.substring(0, 20))).containsExactly(hit("user", user), hit("order", order));
    assertThat(hits("zoË " + name.substring(4, 20))).contains(hit("order", order));
  }

  @Test
  void aPayerWithMoreOrdersThanAnybodyReadsIsOneHitBeforeTheNewest() {
    for (int i = 0; i < 6; i++) {
      orderOf(mail, "Pia", "5.00");
    }
    long newest = orderOf(mail, "Pia", "7.00");

    assertThat(hits(mail)).hasSize(5).startsWith(hit("user", user), hit("order", newest));
  }

  @Test
  void aRowIsFoundByItsNumberWithAndWithoutAWord() {
    long order = order();
    long payment = started(order).getLong("id");

    assertThat(hits("" + order)).contains(hit("order", order));
    assertThat(hits("Order #" + order)).containsExactly(hit("order", order));
    assertThat(hits("payments/" + payment)).containsExactly(hit("payment", payment));
  }

  @Test
  void aPaymentIsFoundByStripesIdsAndByItsUuid() {
    long order = order();
    long payment = started(order).getLong("id");
    sandbox.confirm(intentOf(payment).path("id").asText(), "4242424242424242");
    eventuallyPaid(order);

    for (var column : List.of("payment_intent_id", "charge_id", "uuid")) {
      var id = tables().text("select " + column + "::text from payment where id = ?", payment);
      assertThat(hits(id)).as(column).containsExactly(hit("payment", payment));
    }
    var customer = tables().text("select customer_id from stripe_customer where user_id = ?", user);
    assertThat(hits(customer)).containsExactly(hit("user", user));
    assertThat(found(customer).getLong("data[0].orderId")).isEqualTo(order);
  }

  @Test
  void anAdminFindsWhatStripeHasToldOfIt() {
    long order = order();
    long payment = started(order).getLong("id");
    var intent = intentOf(payment).path("id").asText();
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(order);
    var event =
        tables()
            .text(
                "select id from stripe_event where object_id = ? order by seq desc limit 1",
                intent);

    var ofAdmin = json(search(asAdmin(), intent), 200);
    assertThat(ofAdmin.getList("data.kind", String.class)).startsWith("payment").contains("event");
    assertThat(json(search(asAdmin(), event), 200).getString("data[0].id")).isEqualTo(event);
    assertThat(hits(event)).isEmpty();
    assertThat(hits(intent)).containsExactly(hit("payment", payment));
  }

  @Test
  void anOrderIsFoundByItsAmount() {
    long order = orderOf(mail, "Pia", "83921.47");

    assertThat(hits("83921.47")).contains(hit("order", order));
    assertThat(hits("83921,47 usd")).contains(hit("order", order));
    assertThat(hits("83921.47 eur")).doesNotContain(hit("order", order));
  }

  @Test
  void aSumIsFoundBelowManyNewerOnesOfAnotherCurrency() {
    long order = orderOf(mail, "Pia", "73921.48");
    tables()
        .change(
            "insert into orders (user_id, amount, currency, status) select ?, 7392148, 'eur',"
                + " 'pending' from generate_series(1, 6)",
            user);

    assertThat(hits("73921.48 usd")).containsExactly(hit("order", order));
    assertThat(hits("73921.48 eur")).hasSize(5).doesNotContain(hit("order", order));
    assertThat(json(search(asService(), "73921.48 usd"), 200).getBoolean("more")).isFalse();
    assertThat(json(search(asService(), "73921.48 eur"), 200).getBoolean("more")).isTrue();
  }

  @Test
  void aGuestIsFoundByTheirMail() {
    var order =
        json(
            asService()
                .body(Map.of("price", "9.00", "currency", "usd", "receiptEmail", mail))
                .post("/v1/orders"),
            201);

    assertThat(hits(mail))
        .containsExactly(hit("user", order.getString("userId")), hit("order", order.getLong("id")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "_",
        "\\",
        "%%%%",
        "'",
        "\"; drop table orders; --",
        "\u202e\u0007\t x",
        "🎫🎫",
        "ß",
        "İ",
        "\udbff\udfff",
        "(((((",
        "pi_",
        "_secret_",
        "://",
        "https://x/"
      })
  void oddTextFindsNothingAndBreaksNothing(String text) {
    orderOf(mail, "Pia", "5.00");

    assertThat(hits(text)).doesNotContain(hit("user", user));
  }

  @Test
  void whatCannotBeSearchedIsRefusedWithTheReason() {
    search(asAdmin(), "").then().statusCode(400).body("detail", containsString("text"));
    search(asAdmin(), " \u2003 ").then().statusCode(400).body("detail", containsString("text"));
    search(asAdmin(), "x".repeat(256)).then().statusCode(400).body("detail", containsString("255"));
    search(asAdmin(), "a\u0000b").then().statusCode(400).body("type", endsWith(":invalid-text"));
    search(asAdmin(), "x".repeat(255)).then().statusCode(200).body("data.size()", equalTo(0));
    search(asAdmin(), "🎫".repeat(255)).then().statusCode(200).body("data.size()", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource({"admin, 200", "service, 200", "support, 200", ", 403"})
  void theShopMaySearchAndPayersMayNot(String role, int status) {
    search(role == null ? asUser() : as("sue", role), "x").then().statusCode(status);
  }

  @Test
  void theAuditNotesNoSearch() {
    found(mail);

    assertThat(tables().number("select count(*) from audit where operation = 'search'")).isZero();
  }
}
