package io.paydesk.openapi;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.paydesk.testing.http.StartedService;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Calls operations by their names in the description, and records what is sent and answered. */
abstract class Scenario extends SubscriptionTest {

  private static final String RUNS_UNDER_WAY =
      "select count(*) from actionflow_run where status = 'waiting' and in_process"
          + " and (attempts = 0 or claim is not null)";

  protected final Recording recording = new Recording();

  private DescribedApi api;

  /** An operation of the description. */
  protected Asking call(String operation) {
    if (api == null) {
      api = DescribedApi.read();
    }
    return new Asking(api.call(operation));
  }

  protected DescribedApi api() {
    return api;
  }

  /** A request that is being made. */
  protected final class Asking {

    private final DescribedApi.Call call;
    private Request who = asAdmin();
    private String path;
    private String query = "";

    private Asking(DescribedApi.Call call) {
      this.call = call;
      path = call.path();
    }

    /** By a caller other than an admin. */
    Asking by(Request caller) {
      who = caller;
      return this;
    }

    Asking of(Object id) {
      path = path.replaceAll("\\{.+?}", id.toString());
      return this;
    }

    Asking of(String userId, String id) {
      path = path.replaceFirst("\\{.+?}", userId).replaceFirst("\\{.+?}", id);
      return this;
    }

    Asking with(String parameters) {
      query = "?" + parameters;
      return this;
    }

    Asking keyed(String key) {
      who = who.header("Idempotency-Key", key);
      return this;
    }

    Asking keyed() {
      return keyed(UUID.randomUUID().toString());
    }

    Asking header(String name, String value) {
      who = who.header(name, value);
      return this;
    }

    /** A body that is an example too. */
    Asking shown(String name, String body) {
      recording.request(call.id(), name, Recording.json(body));
      return sends(body);
    }

    Asking sends(Object body) {
      who =
          body instanceof byte[] bytes
              ? who.body(bytes)
              : body instanceof String text ? who.body(text) : who.body(body);
      return this;
    }

    Answer send() {
      return who.request(call.method().toUpperCase(), path + query);
    }

    /** It succeeds, and its answer is an example. */
    Json answers(int status, String name) {
      var answer = succeeds(status);
      recording.answer(call.id(), status, name, Recording.json(answer.asString()));
      return Json.of(answer.asString());
    }

    Answer succeeds(int status) {
      var answer = send();
      assertThat(answer.statusCode()).as(call + ": " + answer.asString()).isEqualTo(status);
      recording.drove(call.id());
      return answer;
    }

    /** It is refused, and its answer is the example of this problem. */
    void isRefused(int status, String problem) {
      isRefused(status, problem, problem);
    }

    /**
     * @param name where a problem has several examples
     */
    void isRefused(int status, String problem, String name) {
      var answer = send();
      assertThat(answer.statusCode()).as(call + ": " + answer.asString()).isEqualTo(status);
      refused(problem, name, Recording.json(answer.asString()));
    }
  }

  protected void refused(String problem, String name, JsonNode answer) {
    assertThat(answer.path("type").asText()).endsWith(":" + problem);
    recording.problem(name, answer);
  }

  protected EventStream follow(String query, Map<String, String> headers) {
    return EventStream.open(URI.create(StartedService.url() + "/v1/changes" + query), headers);
  }

  protected Map<String, String> token(String userId) {
    return Map.of("Authorization", "Bearer " + keys.token(userId, Set.of()));
  }

  protected static Request anybody() {
    return given().contentType("application/json");
  }

  /** Paid once, with the shop's words. */
  protected long ordered(String userId, String amount, String description) {
    var body =
        Map.of("userId", userId, "price", amount, "currency", "usd", "description", description);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  protected Json begunBy(String userId, long order) {
    return json(as(userId).body(Map.of("orderId", order)).post("/v1/payments"), 201);
  }

  /** An order of this user that is paid, and whose work is done. */
  protected Paid paid(String userId, String amount, String description) {
    return paid(userId, amount, description, GOOD_CARD);
  }

  protected Paid paid(String userId, String amount, String description, String card) {
    long order = ordered(userId, amount, description);
    var begun = begunBy(userId, order);
    heard(() -> sandbox.confirm(begun.getString("paymentIntentId"), card));
    callbackIsProcessed(begun.getLong("id"));
    return new Paid(order, begun.getLong("id"), begun.getString("paymentIntentId"));
  }

  protected record Paid(long order, long payment, String intent) {}

  protected void callbackIsProcessed(long payment) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || callback_processed from payment where id = ?",
                            payment))
                .matches("(succeeded|refunded|partially_refunded) true"));
  }

  /** Stripe does not take calls of this kind until {@link #stripeAnswers}. */
  protected void stripeIsSilent(String... calls) {
    for (var call : calls) {
      sandbox.faults().failNext(call, 429, 1_000);
    }
  }

  protected void stripeAnswers() {
    sandbox.faults().answerAgain();
  }

  /**
   * Does what Stripe tells of, and waits until all of it is worked off. Stripe tells of nothing
   * else: what came first, its event or its answer, would else be luck.
   */
  protected void heard(Runnable work) {
    sandbox.faults().dropEvents(false);
    work.run();
    quiet();
    sandbox.faults().dropEvents(true);
  }

  /** Nothing is under way that would change a row. */
  protected void quiet() {
    workedOff();
    eventually(x -> assertThat(tables().number(RUNS_UNDER_WAY)).isZero());
  }

  /** The first page of two, and the second. */
  protected void pages(String operation, String filter) {
    var page = call(operation).with(filter + "&limit=1").answers(200, "a-page");
    call(operation)
        .with(filter + "&limit=1&after=" + page.getString("next"))
        .answers(200, "the-last-page");
  }
}
