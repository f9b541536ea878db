package io.paydesk.audit;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who did what, when, from where. */
@QuarkusTest
class AuditTest extends PaydeskTest {

  @Inject OldEntries oldEntries;
  @Inject Transactions transactions;

  private AnswerCheck audit(String query) {
    return asAdmin().get("/v1/audit?" + query).then().statusCode(200);
  }

  @Test
  void aCallThatWritesIsThereBeforeItsAnswer() {
    var before = Instant.now().minusSeconds(5);
    long order = order();

    audit("subject=orders/" + order)
        .body("data.size()", equalTo(1))
        .body("data[0].caller", equalTo("the-shop"))
        .body("data[0].role", equalTo("service"))
        .body("data[0].operation", equalTo("createOrder"))
        .body("data[0].path", equalTo("/v1/orders"))
        .body("data[0].address", equalTo("127.0.0.1"))
        .body("data[0].status", equalTo(201));
    audit("subject=orders/" + order + "&since=" + before).body("data.size()", equalTo(1));
    audit("subject=orders/" + order + "&since=" + Instant.now().plusSeconds(60))
        .body("data.size()", equalTo(0));
  }

  @Test
  void aPayersCallsAreThereToo() {
    long payment = started(order()).getLong("id");

    audit("caller=" + user + "&operation=startPayment")
        .body("data.size()", equalTo(1))
        .body("data[0].role", equalTo("user"))
        .body("data[0].address", nullValue())
        .body("data[0].subject", equalTo("payments/" + payment))
        .body("data[0].status", equalTo(201));
  }

  @Test
  void whatWasRefusedIsThereWithTheReason() {
    var shop = "shop-of-" + user;
    long order = order();
    as(shop, "service").body(Map.of("paymentId", 1)).post("/v1/refunds").then().statusCode(403);
    as(shop, "service").body(Map.of("orderId", order, "amount", 1)).post("/v1/payments");

    audit("caller=" + shop + "&operation=createRefund")
        .body("data[0].status", equalTo(403))
        .body("data[0].problem", equalTo("forbidden"))
        .body("data[0].address", equalTo("127.0.0.1"));
    audit("caller=" + shop + "&operation=startPayment")
        .body("data[0].status", equalTo(422))
        .body("data[0].problem", equalTo("amount-mismatch"));
  }

  @Test
  void aPayerLeavesNoEntryOfWhatWasRefused() {
    long order = order();
    var tooLittle = Map.of("orderId", order, "amount", 1);
    asUser().post("/v1/orders/" + order + "/cancel").then().statusCode(403);
    asUser().body("{").post("/v1/payments").then().statusCode(400);
    asUser().body(tooLittle).post("/v1/payments").then().statusCode(422);
    asUser()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(tooLittle)
        .post("/v1/payments")
        .then()
        .statusCode(422);
    assertThat(entriesOf(user)).isZero();
  }

  @Test
  void whatAPayerDoesToOneRowAgainAndAgainLeavesTenEntriesAnHour() {
    long order = order();
    long payment = started(order).getLong("id");
    assertThat(entriesOf(user)).isEqualTo(1);
    entries("61 minutes", "payments/" + payment, 10);
    start(order).then().statusCode(200);
    assertThat(entriesOf(user)).isEqualTo(12);

    entries("0 minutes", "payments/" + payment, 8);
    start(order).then().statusCode(200);
    assertThat(entriesOf(user)).isEqualTo(20);
  }

  @Test
  void whateverElseThePayerDoesIsNotLeftOutForIt() {
    long order = order();
    long payment = started(order).getLong("id");
    entries("0 minutes", "payments/" + payment, 100);

    long other = started(order()).getLong("id");
    asUser().post("/v1/payments/" + payment + "/cancel").then().statusCode(200);

    audit("caller=" + user + "&operation=startPayment&subject=payments/" + other)
        .body("data.size()", equalTo(1));
    audit("caller=" + user + "&operation=cancelPayment")
        .body("data.size()", equalTo(1))
        .body("data[0].subject", equalTo("payments/" + payment));
  }

  private void entries(String age, String subject, int many) {
    tables()
        .change(
            """
            insert into audit (request, at, caller, role, operation, subject)
            select gen_random_uuid(), now() - cast(? as interval), ?, 'user', 'startPayment', ?
            from generate_series(1, ?)
            """,
            age,
            user,
            subject,
            many);
  }

  @Test
  void whoIsRefusedAgainAndAgainFillsNoTable() {
    var shop = "shop-of-" + user;
    refusals(shop, "61 minutes", 500);
    as(shop, "service").body(Map.of("paymentId", 1)).post("/v1/refunds").then().statusCode(403);
    assertThat(entriesOf(shop)).isEqualTo(501);

    refusals(shop, "0 minutes", 499);
    as(shop, "service").body(Map.of("paymentId", 1)).post("/v1/refunds").then().statusCode(403);
    as(shop, "service").body("{}").post("/v1/orders/9/resolve").then().statusCode(403);
    assertThat(entriesOf(shop)).isEqualTo(1000);

    as(shop, "service")
        .body(Map.of("userId", user, "price", "5.00", "currency", "usd"))
        .post("/v1/orders")
        .then()
        .statusCode(201);
    assertThat(entriesOf(shop)).isEqualTo(1001);
  }

  @Test
  void anOutageHidesNothingThatIsRefused() {
    var shop = "shop-of-" + user;
    answers(shop, "0 minutes", 500, 503);
    as(shop, "service").body(Map.of("paymentId", 1)).post("/v1/refunds").then().statusCode(403);
    assertThat(entriesOf(shop)).isEqualTo(501);
  }

  private void refusals(String caller, String age, int many) {
    answers(caller, age, many, 403);
  }

  private void answers(String caller, String age, int many, int status) {
    tables()
        .change(
            """
            insert into audit (request, at, caller, role, operation, status)
            select gen_random_uuid(), now() - cast(? as interval), ?, 'service', 'createRefund', ?
            from generate_series(1, ?)
            """,
            age,
            caller,
            status,
            many);
  }

  @Test
  void aRowHasOneNameHoweverItsAddressIsWritten() {
    long order = order();
    for (var id : List.of("0" + order, "+" + order, order + "/")) {
      asService().delete("/v1/orders/" + id);
    }

    audit("subject=orders/" + order)
        .body("data.size()", equalTo(4))
        .body("data[0].path", startsWith("/v1/orders/"));
  }

  @Test
  void aRowThatWasRolledBackIsNotWhatTheCallIsAbout() throws Throwable {
    var shop = "shop-of-" + user;
    var tries = new AtomicInteger();

    VertxContextSupport.subscribeAndAwait(
        () -> {
          Deed.begin(
              Vertx.currentContext(),
              new Deed(shop, "service", null, "createOrder", "/v1/orders", "orders", null));
          return transactions.write(
              () -> {
                Deed.isAbout(tries.incrementAndGet());
                return tries.get() == 1
                    ? Uni.createFrom().failure(new OptimisticLockException())
                    : Uni.createFrom().item("made");
              });
        });

    audit("caller=" + shop)
        .body("data.size()", equalTo(1))
        .body("data[0].subject", equalTo("orders/2"));
  }

  @Test
  void theAnswerIsWrittenWithTheLastThatTheCallWrites() {
    var shop = "shop-of-" + user;
    for (var price : List.of("5.00", "0.01")) {
      as(shop, "service")
          .header("Idempotency-Key", UUID.randomUUID())
          .body(Map.of("userId", user, "price", price, "currency", "usd"))
          .post("/v1/orders");
    }

    assertThat(
            tables()
                .number(
                    """
                    select count(*) from audit a
                    join idempotency_key i on i.user_id = a.caller and i.status = a.status and i.xmin = a.xmin
                    where a.caller = ?
                    """,
                    shop))
        .isEqualTo(2);
  }

  @Test
  void aRepetitionIsAnEntryOfItsOwnAboutTheSameRow() {
    var shop = "shop-of-" + user;
    var header = UUID.randomUUID().toString();
    var body = Map.of("userId", user, "price", "5.00", "currency", "usd");
    long order = 0;
    for (int i = 0; i < 2; i++) {
      order =
          json(
                  as(shop, "service")
                      .header("Idempotency-Key", header)
                      .body(body)
                      .post("/v1/orders"),
                  201)
              .getLong("id");
    }

    audit("caller=" + shop)
        .body("data.size()", equalTo(2))
        .body("data.status", everyItem(equalTo(201)))
        .body("data.subject", everyItem(equalTo("orders/" + order)));
  }

  @Test
  void aRepetitionOfWhatMadeASecretIsAboutItsOwner() {
    var admin = "admin-of-" + user;
    var header = UUID.randomUUID().toString();
    var body = Map.of("url", "http://127.0.0.1/" + user, "flows", List.of("refund"));
    long endpoint = 0;
    for (int i = 0; i < 2; i++) {
      endpoint =
          json(
                  as(admin, "admin")
                      .header("Idempotency-Key", header)
                      .body(body)
                      .post("/v1/actionflows/endpoints"),
                  201)
              .getLong("endpoint.id");
    }

    audit("caller=" + admin)
        .body("data.size()", equalTo(2))
        .body("data.subject", everyItem(equalTo("actionflows/endpoints/" + endpoint)));
    asAdmin().delete("/v1/actionflows/endpoints/" + endpoint).then().statusCode(204);
  }

  @Test
  void whatIsAboutManyRowsNamesNoneAlsoWhenItIsRepeated() {
    var admin = "admin-of-" + user;
    var header = UUID.randomUUID().toString();
    for (var path : List.of("/v1/events/retry", "/v1/actionflows/runs/retry")) {
      for (int i = 0; i < 2; i++) {
        as(admin, "admin")
            .header("Idempotency-Key", header)
            .body(Map.of("since", "2999-01-01T00:00:00Z"))
            .post(path)
            .then()
            .statusCode(200);
      }
    }

    assertThat(entriesOf(admin)).isEqualTo(4);
    assertThat(
            tables()
                .number(
                    "select count(*) from audit where caller = ? and subject is not null", admin))
        .isZero();
  }

  @Test
  void readingIsNotWritingAndNeitherIsAStranger() {
    asUser().get("/v1/orders");
    asUser().body("{}").post("/v1/changes/tickets").then().statusCode(201);
    given().contentType("application/json").body("{}").post("/v1/payments").then().statusCode(401);

    audit("caller=" + user).body("data.size()", equalTo(0));
    audit("operation=createStreamTicket").body("data.size()", equalTo(0));
  }

  @Test
  void anEntryHasNoSecret() {
    var secret =
        json(asAdmin().body(Map.of("name", "audited", "role", "service")).post("/v1/keys"), 201)
            .getString("secret");

    audit("operation=createKey").body("data[0].subject", startsWith("keys/"));
    assertThat(
            tables()
                .number("select count(*) from audit a where a::text like ?", "%" + secret + "%"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set caller = 'eve'",
        "update audit set status = 200, problem = null",
        "update audit set status = null",
        "delete from audit",
        "truncate audit"
      })
  void entriesAreNeitherChangedNorRemoved(String change) {
    order();

    assertThatThrownBy(() -> tables().change(change))
        .hasStackTraceContaining("neither changed nor removed");
  }

  private void entry(String caller, String age) {
    tables()
        .change(
            "insert into audit (request, at, caller, role, operation)"
                + " values (gen_random_uuid(), now() - cast(? as interval), ?, 'service', 'createOrder')",
            age,
            caller);
  }

  private long entriesOf(String caller) {
    return tables().number("select count(*) from audit where caller = ?", caller);
  }

  @Test
  void withinAYearTheDatabaseRemovesNone() {
    entry("young-" + user, "8759 hours");
    entry("old-" + user, "8761 hours");

    assertThatThrownBy(() -> tables().change("delete from audit where caller like ?", "%-" + user))
        .hasStackTraceContaining("neither changed nor removed");
    assertThat(tables().change("delete from audit where caller = ?", "old-" + user)).isEqualTo(1);
    assertThat(entriesOf("young-" + user)).isEqualTo(1);
  }

  @Test
  void anEntryIsForgottenAfterThreeYearsAndNotBefore() throws Throwable {
    entry("young-" + user, "1094 days");
    entry("old-" + user, "1096 days");

    VertxContextSupport.subscribeAndAwait(() -> oldEntries.forget());

    // A scheduled round that has begun may be about to delete it.
    eventually(x -> assertThat(entriesOf("old-" + user)).isZero());
    assertThat(entriesOf("young-" + user)).isEqualTo(1);
  }

  @Test
  void onlyAnAdminReadsThem() {
    asService().get("/v1/audit").then().statusCode(403);
    asUser().get("/v1/audit").then().statusCode(403);
    asAdmin()
        .get("/v1/audit?since=yesterday")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-time"));
  }

  @Test
  void theyAreListedByCallerAndOperation() {
    var shop = "shop-of-" + user;
    as(shop, "service")
        .body(Map.of("userId", user, "price", "5.00", "currency", "usd"))
        .post("/v1/orders");
    as(shop, "service").delete("/v1/orders/987654321").then().statusCode(404);

    audit("caller=" + shop + "&operation=deleteOrder")
        .body("data.caller", everyItem(equalTo(shop)))
        .body("data.operation", everyItem(equalTo("deleteOrder")))
        .body("data.subject", hasItem("orders/987654321"))
        .body("data.problem", hasItem("not-found"))
        .body("data.operation", not(hasItem("createOrder")));
  }
}
