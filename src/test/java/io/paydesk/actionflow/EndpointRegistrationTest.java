package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.Receiver;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An app may register its address at each start, from each of its processes. */
@QuarkusTest
class EndpointRegistrationTest extends Endpoints {

  private static final String URL = "http://127.0.0.1:9/shop";
  private static final String OLD = "whsec_b2xkIHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY=";
  private static final String FRESH = "whsec_bmV3IHNlY3JldCBvZiB0aGUgc2hvcCBpdHNlbGY=";

  private static final String SHARED =
      "insert into actionflow_endpoint (url, flows, created_by) values (?, 'refund', 'ada')";

  private Json again(Map<String, ?> body) {
    return asAdmin().body(body).post(PATH).then().statusCode(200).extract().jsonPath();
  }

  private Answer create(String key, Map<String, ?> body) {
    return asAdmin().header("Idempotency-Key", key).body(body).post(PATH);
  }

  private static Map<String, Object> with(String secret) {
    return Map.of("url", URL, "flows", List.of("payment"), "secret", secret);
  }

  private long secretsOf(long id) {
    return tables().number("select count(*) from actionflow_secret where endpoint_id = ?", id);
  }

  private long registered(String url) {
    return tables()
        .number(
            "select count(*) from actionflow_endpoint where url = ? and status <> 'deleted'", url);
  }

  @Test
  void aUrlThatIsRegisteredAlreadyIsHandedBackWithoutItsSecret() {
    var made = created(URL, "payment");

    var again = again(Map.of("url", URL, "flows", List.of("payment")));

    assertThat(again.getLong("endpoint.id")).isEqualTo(made.getLong("endpoint.id"));
    assertThat(again.getString("secret")).isNull();
    assertThat(secretsOf(made.getLong("endpoint.id"))).isEqualTo(1);
    assertThat(registered(URL)).isEqualTo(1);
  }

  @Test
  void itFollowsWhatTheLatestRegistrationNames() {
    long id =
        asAdmin()
            .body(Map.of("url", URL, "flows", List.of("payment"), "description", "Tickets"))
            .post(PATH)
            .jsonPath()
            .getLong("endpoint.id");

    var again = again(Map.of("url", URL, "flows", List.of("refund", "payment")));

    assertThat(again.getList("endpoint.flows")).isEqualTo(List.of("payment", "refund"));
    assertThat(again.getString("endpoint.description")).isEqualTo("Tickets");
    assertThat(endpoint(id).getMap("")).isEqualTo(again.getMap("endpoint"));
    again(Map.of("url", URL, "flows", List.of("refund"), "description", "Money back"));
    assertThat(endpoint(id).getList("flows")).isEqualTo(List.of("refund"));
    assertThat(endpoint(id).getString("description")).isEqualTo("Money back");
  }

  @Test
  void aPausedOneStaysPaused() {
    long id = created(URL, "payment").getLong("endpoint.id");
    move(id, "pause");

    assertThat(again(Map.of("url", URL, "flows", List.of("payment"))).getString("endpoint.status"))
        .isEqualTo("paused");
  }

  @Test
  void anAppThatBringsItsOwnSecretNeedsToKeepNothing() {
    try (var receiver = new Receiver()) {
      var body = Map.of("url", receiver.url(), "flows", List.of("payment"), "secret", OLD);
      assertThat(
              asAdmin()
                  .body(body)
                  .post(PATH)
                  .then()
                  .statusCode(201)
                  .extract()
                  .jsonPath()
                  .getString("secret"))
          .isEqualTo(OLD);
      long id = again(body).getLong("endpoint.id");
      assertThat(secretsOf(id)).isEqualTo(1);

      assertThat(move(id, "test").getBoolean("delivered")).isTrue();
      assertThat(receiver.all().get(0).verifies(OLD)).isTrue();
    }
  }

  @Test
  void anotherSecretOfItsOwnReplacesTheOneBeforeAndBothSignForADay() {
    try (var receiver = new Receiver()) {
      var url = receiver.url();
      asAdmin()
          .body(Map.of("url", url, "flows", List.of("payment"), "secret", OLD))
          .post(PATH)
          .then()
          .statusCode(201);
      var again = again(Map.of("url", url, "flows", List.of("payment"), "secret", FRESH));
      assertThat(again.getString("secret")).isNull();

      move(again.getLong("endpoint.id"), "test");

      var hit = receiver.all().get(0);
      assertThat(hit.verifies(OLD)).isTrue();
      assertThat(hit.verifies(FRESH)).isTrue();
      assertThat(hit.header("webhook-signature")).matches("v1,\\S+ v1,\\S+");
    }
  }

  @Test
  void whatIsNoSecretIsRefusedAndNotRepeated() {
    for (var secret : List.of("whsec_", "whsec_c2hvcnQ=", "x" + OLD, OLD + "!", OLD.repeat(3))) {
      var refused = asAdmin().body(with(secret)).post(PATH);
      refused
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:paydesk:problem:invalid-endpoint-secret"));
      assertThat(refused.asString()).doesNotContain("c2hvcnQ").doesNotContain(OLD);
    }
    assertThat(registered(URL)).isZero();
  }

  @Test
  void aRepeatedKeyIsAnsweredAsItsRequestWas() {
    var first = UUID.randomUUID().toString();
    var second = UUID.randomUUID().toString();
    var body = Map.of("url", URL, "flows", List.of("payment"));
    var secret =
        create(first, body).then().statusCode(201).extract().jsonPath().getString("secret");
    create(second, body).then().statusCode(200);

    var repeated = create(second, body);
    repeated.then().statusCode(200);
    assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(repeated.asString()).contains(URL).doesNotContain("whsec_");
    assertThat(create(first, body).then().statusCode(201).extract().jsonPath().getString("secret"))
        .isEqualTo(secret);
  }

  @Test
  void theAuditNamesTheEndpointThatIsHandedBack() {
    var admin = "admin-of-" + user;
    long id = created(URL, "payment").getLong("endpoint.id");
    var key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      as(admin, "admin")
          .header("Idempotency-Key", key)
          .body(Map.of("url", URL, "flows", List.of("payment")))
          .post(PATH)
          .then()
          .statusCode(200);
    }

    assertThat(
            tables()
                .text(
                    "select string_agg(subject, ' ') from audit where caller = ? and status = 200",
                    admin))
        .isEqualTo("actionflows/endpoints/%1$s actionflows/endpoints/%1$s".formatted(id));
  }

  @Test
  void theAuditNamesTheEndpointThatIsGoneBeforeItIsHandedBack() {
    var admin = "admin-of-" + user;
    long id = created(URL, "payment").getLong("endpoint.id");
    var again =
        as(admin, "admin")
            .header("Idempotency-Key", UUID.randomUUID())
            .body(Map.of("url", URL, "flows", List.of("payment")));
    again.post(PATH).then().statusCode(200);
    // As if the process had ended before it answered.
    tables()
        .change(
            "update idempotency_key set status = null, leased_until = 'epoch' where user_id = ?",
            admin);
    asAdmin().delete(PATH + "/" + id).then().statusCode(204);

    again.post(PATH).then().statusCode(404);

    assertThat(tables().text("select subject from audit where caller = ? and status = 404", admin))
        .isEqualTo("actionflows/endpoints/" + id);
  }

  @Test
  void processesThatRegisterAtTheSameTimeShareOneEndpoint() throws Exception {
    int many = 8;
    var barrier = new CyclicBarrier(many);
    var pool = Executors.newFixedThreadPool(many);
    try {
      var calls = new ArrayList<Callable<Answer>>();
      for (int i = 0; i < many; i++) {
        calls.add(
            () -> {
              barrier.await(60, TimeUnit.SECONDS);
              return create(URL, "payment", "refund");
            });
      }
      var statuses = new ArrayList<Integer>();
      for (var answer : pool.invokeAll(calls)) {
        statuses.add(answer.get().statusCode());
      }
      assertThat(statuses).containsOnlyOnce(201).containsOnly(200, 201);
    } finally {
      pool.shutdown();
    }
    assertThat(registered(URL)).isEqualTo(1);
  }

  @Test
  void aUrlIsFreeOnceItsEndpointIsDeleted() {
    long id = created(URL, "payment").getLong("endpoint.id");
    asAdmin().delete(PATH + "/" + id).then().statusCode(204);

    assertThat(created(URL, "payment").getLong("endpoint.id")).isGreaterThan(id);
  }

  @Test
  void ofSeveralFromTheReleaseBeforeTheNewestIsHandedBackEachTime() {
    for (int i = 0; i < 3; i++) {
      tables().change(SHARED, URL);
    }
    long newest = tables().number("select max(id) from actionflow_endpoint where url = ?", URL);

    for (int i = 0; i < 2; i++) {
      assertThat(again(Map.of("url", URL, "flows", List.of("payment"))).getLong("endpoint.id"))
          .isEqualTo(newest);
    }

    assertThat(registered(URL)).isEqualTo(3);
    assertThat(endpoint(newest - 1).getList("flows")).isEqualTo(List.of("refund"));
  }

  /** In a schema of its own, where the table is as it was. */
  @Test
  void theMigrationKeepsAllThatShareAUrlAndTheNewestIsTheOneThatIsHandedBack() throws Exception {
    var migration =
        Files.readString(
            Path.of("src/main/resources/db/migration/V34__an_address_is_registered_once.sql"));
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create schema as_it_was;
          set search_path to as_it_was;
          create table actionflow_endpoint
            (like public.actionflow_endpoint including defaults including identity);
          alter table actionflow_endpoint drop column url_key;
          insert into actionflow_endpoint (url, flows, status, created_by) values
            ('https://a.example', 'refund', 'paused', 'ada'),
            ('https://a.example', 'refund', 'active', 'ada'),
            ('https://a.example', 'refund', 'deleted', 'ada'),
            ('https://b.example', 'refund', 'deleted', 'ada'),
            ('https://c.example/ä', 'refund', 'active', 'ada')
          """);
      try {
        statement.execute(migration);

        var keys = new ArrayList<String>();
        try (var rows =
            statement.executeQuery("select url_key from actionflow_endpoint order by id")) {
          while (rows.next()) {
            keys.add(rows.getString(1));
          }
        }
        assertThat(keys)
            .containsExactly(
                null,
                Endpoint.keyOf("https://a.example"),
                null,
                null,
                Endpoint.keyOf("https://c.example/ä"));
      } finally {
        statement.execute("drop schema as_it_was cascade");
      }
    }
  }
}
