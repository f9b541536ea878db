package io.paydesk.actionflow;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.Receiver;
import io.paydesk.trace.Spans;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to an endpoint at which deliveries do not arrive, and what is never logged. */
@QuarkusTest
class EndpointHealthTest extends Endpoints {

  @Inject MeterRegistry meters;
  @Inject EndpointMeters endpointMeters;
  @Inject EndpointLeftovers leftovers;
  @Inject EndpointHealth health;
  @Inject DeliveryClient client;
  @Inject ObjectMapper json;
  @Inject Spans spans;

  private final Receiver receiver = new Receiver();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          var line =
              record instanceof ExtLogRecord ours
                  ? ours.getFormattedMessage()
                  : record.getMessage();
          var thrown = record.getThrown() == null ? "" : " " + record.getThrown();
          logged.add(line + thrown);
          if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            errors.add(line);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(listener);
  }

  @AfterEach
  void close() {
    Logger.getLogger("").removeHandler(listener);
    receiver.close();
  }

  private long paid() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), DeliveriesTest.CARD);
    eventuallyPaid(order);
    return order;
  }

  private String run(long order, String column) {
    return tables()
        .text(
            "select string_agg("
                + column
                + "::text, ' ' order by id) from actionflow_run where order_id = ? and not"
                + " in_process",
            order);
  }

  private double pauses(String reason) {
    return meters.counter("paydesk.actionflow.endpoint.pauses", "reason", reason).count();
  }

  private long gauge(String status) throws Throwable {
    VertxContextSupport.subscribeAndAwait(endpointMeters::look);
    return (long) meters.get("paydesk.actionflow.endpoints").tag("status", status).gauge().value();
  }

  /** An endpoint shows that it is paused before that is counted and logged. */
  private void eventuallyReportedPaused(long id, String... words) {
    eventually(
        x ->
            assertThat(errors)
                .filteredOn(line -> line.startsWith("Endpoint " + id + " "))
                .singleElement()
                .asString()
                .contains(words));
  }

  private void hasFailed(long id, int times, String since) {
    tables()
        .change(
            "update actionflow_endpoint set failures = ?, failing_since = now() - cast(? as"
                + " interval), updated_at = now() - interval '30 days' where id = ?",
            times,
            since,
            id);
  }

  @Test
  void anEndpointThatAnswers410IsPausedAtOnce() throws Throwable {
    double before = pauses("gone");
    receiver.answers(410);
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    // A scheduled look may end after this one with what it has read before.
    eventually(x -> assertThat(gauge("active")).isEqualTo(1));
    long order = paid();

    eventually(x -> assertThat(endpoint(id).getString("status")).isEqualTo("paused"));
    assertThat(endpoint(id).getString("lastError")).isEqualTo("It answered 410");
    assertThat(endpoint(id).getString("failingSince")).isNotNull();
    eventuallyReportedPaused(id, "is paused: it is gone. It answered 410.");
    assertThat(pauses("gone")).isEqualTo(before + 1);
    eventually(x -> assertThat(gauge("active")).isZero());
    eventually(x -> assertThat(gauge("paused")).isEqualTo(1));
    eventually(x -> assertThat(run(order, "claim")).isNull());
    assertThat(run(order, "status")).isEqualTo("waiting");
    assertThat(receiver.hits(user)).hasSize(1);

    receiver.answers(200);
    move(id, "resume");
    eventually(x -> assertThat(run(order, "status")).isEqualTo("succeeded"));
    assertThat(run(order, "attempts")).isEqualTo("2");
  }

  @Test
  void anEndpointAtWhichNothingArrivesForADayIsPaused() {
    double before = pauses("failing");
    receiver.answers(503);
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    hasFailed(id, 9, "24 hours");
    paid();

    eventually(x -> assertThat(endpoint(id).getString("status")).isEqualTo("paused"));
    assertThat(endpoint(id).getInt("failures")).isEqualTo(10);
    assertThat(
            tables()
                .text(
                    "select updated_at > now() - interval '1 minute' from actionflow_endpoint where"
                        + " id = ?",
                    id))
        .as("what the alert goes by")
        .isEqualTo("t");
    assertThat(endpoint(id).getString("lastError")).isEqualTo("It answered 503");
    eventuallyReportedPaused(id, "nothing has arrived there since", "It answered 503", "/resume");
    assertThat(pauses("failing")).isEqualTo(before + 1);
  }

  @Test
  void anEndpointThatFailedSeldomOrNotForLongIsNotPaused() {
    receiver.answers(503);
    long seldom = created(receiver.url(), "payment").getLong("endpoint.id");
    long briefly = created(receiver.url() + "&briefly", "payment").getLong("endpoint.id");
    hasFailed(seldom, 2, "48 hours");
    hasFailed(briefly, 500, "23 hours 59 minutes");
    paid();

    eventually(x -> assertThat(endpoint(seldom).getInt("failures")).isBetween(4, 9));
    eventually(x -> assertThat(endpoint(briefly).getInt("failures")).isGreaterThan(501));
    assertThat(endpoint(seldom).getString("status")).isEqualTo("active");
    assertThat(endpoint(briefly).getString("status")).isEqualTo("active");
  }

  @Test
  void aDeliveryThatArrivesResetsTheFailures() {
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    hasFailed(id, 500, "23 hours");
    paid();

    eventually(x -> assertThat(endpoint(id).getString("failingSince")).isNull());
    assertThat(endpoint(id).getInt("failures")).isZero();
  }

  @Test
  void aRunThatWasClaimedBeforeThePauseUsesNoAttempt() throws Throwable {
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    move(id, "pause");
    long order = paid();
    var claim = UUID.randomUUID();
    tables()
        .change(
            "update actionflow_run set attempts = 5, claim = ?, next_attempt_at = now() + interval"
                + " '1 minute' where order_id = ? and not in_process",
            claim,
            order);
    var run = claimed(Long.parseLong(run(order, "id")), claim, id, order);

    assertThat(VertxContextSupport.subscribeAndAwait(() -> health.addressee(id, run))).isNull();
    assertThat(run(order, "concat(attempts, coalesce(claim::text, ''), next_attempt_at <= now())"))
        .isEqualTo("4t");
  }

  @Test
  void aRetriedRunOfADeletedEndpointIsCanceled() throws Throwable {
    receiver.answers(410);
    long id = created(receiver.url(), "payment").getLong("endpoint.id");
    long order = paid();
    asAdmin().delete(PATH + "/" + id).then().statusCode(204);
    tables()
        .change(
            "update actionflow_run set status = 'waiting', finished_at = null where order_id = ?"
                + " and not in_process",
            order);

    VertxContextSupport.subscribeAndAwait(leftovers::look);
    assertThat(run(order, "status")).isEqualTo("canceled");
  }

  /** The name was public when the endpoint was saved. */
  @Test
  void aNameThatLeadsToAPrivateAddressByNowIsNotConnectedTo() throws Throwable {
    var answers = new ArrayList<>(List.of("8.8.8.8", "127.0.0.1"));
    var strict =
        new EndpointAddresses(
            new EndpointConfig(false),
            host -> {
              try {
                return Uni.createFrom().item(List.of(InetAddress.getByName(answers.remove(0))));
              } catch (java.net.UnknownHostException e) {
                return Uni.createFrom().failure(e);
              }
            });
    var url = "https://turns.example:" + receiver.port() + "/";
    var saved = strict.of(strict.read(url)).await().indefinitely();
    assertThat(saved).containsExactly(InetAddress.getByName("8.8.8.8"));
    long id = created(receiver.url(), "refund").getLong("endpoint.id");
    tables().change("update actionflow_endpoint set url = ? where id = ?", url, id);
    long order = paid();
    var target = new DeliveryTarget(health, new DeliverySender(strict, client, json, spans));

    assertThatThrownBy(
            () ->
                VertxContextSupport.subscribeAndAwait(
                    () ->
                        target.carryOut(
                            claimed(1, UUID.randomUUID(), id, order),
                            new RunRows(null, null, null, null, null, List.of()))))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("'turns.example' is private or reserved");
    assertThat(endpoint(id).getString("lastError")).contains("is private or reserved");
    assertThat(answers).isEmpty();
    assertThat(receiver.all()).isEmpty();
  }

  private static ClaimedRun claimed(long id, UUID claim, long endpoint, long order) {
    return new ClaimedRun(
        id,
        UUID.randomUUID(),
        claim,
        CallbackFlow.PAYMENT,
        "payment:1",
        "succeeded",
        "",
        "endpoint:" + endpoint,
        false,
        true,
        order,
        null,
        1,
        0,
        Instant.now(),
        null);
  }

  @Test
  void aSecretIsInNoLogAndNoMetric() {
    var made = created(receiver.url(), "payment");
    long id = made.getLong("endpoint.id");
    var secrets = List.of(made.getString("secret"), move(id, "rotate").getString("secret"));
    receiver.answers(hit -> receiver.hits(user).size() == 1 ? 500 : 200);
    long order = paid();
    eventually(x -> assertThat(run(order, "status")).isEqualTo("succeeded"));
    receiver.answers(410);
    paid();
    eventually(x -> assertThat(endpoint(id).getString("status")).isEqualTo("paused"));
    assertThat(logged).isNotEmpty();
    var metrics = given().get("/q/metrics").asString();
    assertThat(metrics)
        .contains("paydesk_actionflow_endpoints", "paydesk_actionflow_endpoint_pauses");

    for (var secret : secrets) {
      var bare = secret.substring("whsec_".length());
      assertThat(logged).noneMatch(line -> line.contains(bare));
      assertThat(metrics).doesNotContain(bare);
      assertThat(
              tables()
                  .number(
                      "select count(*) from actionflow_run r left join actionflow_attempt a on"
                          + " a.run_id = r.id where concat(r::text, a::text) like '%' || ? || '%'",
                      bare))
          .isZero();
      assertThat(receiver.all()).noneMatch(hit -> (hit.headers() + hit.body()).contains(bare));
    }
    var addressee = new DeliveryAddressee("https://shop.example", secrets);
    assertThat(addressee.toString()).doesNotContain(secrets.get(0));
    var view = new EndpointWithSecretView(EndpointView.of(row()), secrets.get(0));
    assertThat(view.toString()).doesNotContain(secrets.get(0));
    var secret = new EndpointSecret();
    secret.secret = secrets.get(0);
    assertThat(secret.toString()).doesNotContain(secrets.get(0));
  }

  private static Endpoint row() {
    var endpoint = new Endpoint();
    endpoint.id = 1L;
    endpoint.follow(List.of(CallbackFlow.REFUND));
    return endpoint;
  }
}
