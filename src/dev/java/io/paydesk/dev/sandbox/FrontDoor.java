package io.paydesk.dev.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The part of {@code /v1} that is about requests and not about money: who asks, the version,
 * idempotency keys, faults, headers.
 */
final class FrontDoor implements HttpHandler {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 1 << 20;

  /** The beginning of an answer that the sandbox never gives. */
  private static final String UNHEARD = "{\"id\":\"";

  /** A load test that runs for hours must not fill the memory. */
  private static final int MOST_RECORDED = 100_000;

  private final SandboxSettings settings;
  private final Api api;
  private final IdempotencyKeys keys;
  private final Faults faults;
  private final ScheduledExecutorService scheduler;
  private final Executor workers;
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();

  FrontDoor(
      SandboxSettings settings,
      Api api,
      IdempotencyKeys keys,
      Faults faults,
      ScheduledExecutorService scheduler,
      Executor workers) {
    this.settings = settings;
    this.api = api;
    this.keys = keys;
    this.faults = faults;
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** One incoming request. */
  private record Incoming(
      HttpExchange exchange, String method, String path, Form form, String key, String requestId) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Cors.allow(exchange);
    if (exchange.getRequestMethod().equals("OPTIONS")) {
      Cors.preflight(exchange);
      return;
    }
    Incoming in = null;
    try {
      in = read(exchange);
      Caller caller = Caller.of(header(exchange, "Authorization"), settings);
      goOn(in, caller, ApiVersion.of(header(exchange, "Stripe-Version")));
    } catch (Refusal refusal) {
      send(exchange, in == null ? null : in.key, Ids.random("req_", 14), Answer.of(refusal));
    }
  }

  private Incoming read(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String body =
        new String(exchange.getRequestBody().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    Form form = Form.parse(exchange.getRequestURI().getRawQuery(), body);
    String sentKey = header(exchange, "Idempotency-Key");
    synchronized (requests) {
      if (requests.size() == MOST_RECORDED) {
        requests.removeFirst();
      }
      requests.add(
          new RecordedRequest(
              method, path, form.values(), sentKey, header(exchange, "Stripe-Version")));
    }
    String key = method.equals("POST") ? sentKey : null;
    return new Incoming(exchange, method, path, form, key, Ids.random("req_", 14));
  }

  private void goOn(Incoming in, Caller caller, ApiVersion version) throws IOException {
    String request = in.method + " " + in.path;
    Fault fault = faults.take(request);
    Duration hold = faults.takeHold(request);
    faults.takeFirst(request).run();
    if (fault instanceof Fault.Fails fails && fails.status() < 500) {
      // Stripe refuses these (above all rate limits) before it looks at the key.
      throw Refusal.ofStatus(fails.status());
    }
    if (fault instanceof Fault.Refuses refuses) {
      throw Refusal.invalid(refuses.code(), refuses.param(), refuses.message());
    }
    if (fault instanceof Fault.Garbles garbled && !garbled.afterWork()) {
      garbled.how().send(in.exchange, UNHEARD, scheduler);
      return;
    }
    Answer stored = in.key == null ? null : keys.claim(in.key, in.path, in.form);
    Runnable rest = () -> finish(in, caller, version, fault, stored);
    if (hold == null) {
      rest.run();
    } else {
      // The exchange stays open while no thread waits for it.
      scheduler.schedule(() -> workers.execute(rest), hold.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void finish(Incoming in, Caller caller, ApiVersion version, Fault fault, Answer stored) {
    Answer answer = stored == null ? work(in, caller, version, fault) : replay(stored, fault);
    if (fault instanceof Fault.CutsOffAfterWork) {
      in.exchange.close();
    } else if (fault instanceof Fault.FallsSilentAfterWork) {
      scheduler.schedule(in.exchange::close, LONGEST_SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      try {
        if (fault instanceof Fault.Garbles garbled) {
          garbled.how().send(in.exchange, answer.body(), scheduler);
        } else {
          send(in.exchange, in.key, in.requestId, answer);
        }
      } catch (IOException clientWentAway) {
        in.exchange.close();
      }
    }
  }

  private Answer work(Incoming in, Caller caller, ApiVersion version, Fault fault) {
    Answer answer =
        fault instanceof Fault.Fails fails
            ? Answer.of(Refusal.ofStatus(fails.status()))
            : api.answer(in.method, in.path, in.form, caller, version, in.requestId, in.key);
    if (fault instanceof Fault.FailsAfterWork fails) {
      answer = Answer.of(Refusal.ofStatus(fails.status())).toBeKept();
    }
    if (in.key != null) {
      keys.settle(in.key, in.path, in.form, in.requestId, answer);
    }
    return answer;
  }

  private static Answer replay(Answer stored, Fault fault) {
    if (fault instanceof Fault.Fails fails) {
      return Answer.of(Refusal.ofStatus(fails.status()));
    }
    return fault instanceof Fault.FailsAfterWork after
        ? Answer.of(Refusal.ofStatus(after.status()))
        : stored;
  }

  private static void send(HttpExchange exchange, String key, String requestId, Answer answer)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Request-Id", requestId);
    headers.set("Stripe-Version", ApiVersion.answering(header(exchange, "Stripe-Version")).text());
    if (key != null) {
      headers.set("Idempotency-Key", key);
      headers.set("Original-Request", answer.original() == null ? requestId : answer.original());
    }
    if (answer.original() != null) {
      headers.set("Idempotent-Replayed", "true");
    }
    Http.write(exchange, answer.status(), answer.body());
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  void clearRequests() {
    synchronized (requests) {
      requests.clear();
    }
  }
}
