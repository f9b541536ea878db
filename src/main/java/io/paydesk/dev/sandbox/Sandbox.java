package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A pretend Stripe on a loopback port. Point a client's API base at {@link #baseUri()} and tell
 * {@link #deliverTo} where the webhooks go. Speaks <a href="https://docs.stripe.com/api">Stripe's
 * API</a> of version 2026-07-29.dahlia for PaymentIntents, customers, charges, refunds and events.
 */
public final class Sandbox implements AutoCloseable {

  private final SandboxSettings settings;
  private final Daemons daemons = Daemons.start();
  private final SandboxClock clock = new SandboxClock();
  private final Store store = new Store();
  private final Faults faults = new Faults();
  private final StateFile state;
  private final Deliveries deliveries;
  private final Confirmation confirmation;
  private final ThreeDSecure threeDSecure;
  private final Api api;
  private final FrontDoor frontDoor;
  private final HttpServer server;
  private final URI baseUri;

  private Sandbox(SandboxSettings settings) throws IOException {
    this.settings = settings;
    this.state = new StateFile(settings.stateFile(), store, clock, daemons.scheduler());
    this.deliveries =
        new Deliveries(
            store,
            faults,
            settings.webhookSecret(),
            daemons.scheduler(),
            daemons.senders(),
            state::changed);
    Events events = new Events(store, clock, deliveries::accept);
    PaymentMethods methods = new PaymentMethods(store, clock);
    this.confirmation =
        new Confirmation(store, clock, events, methods, this::baseUri, this::settleLater);
    this.threeDSecure = new ThreeDSecure(store, confirmation, state::changed);
    this.api =
        new Api(
            store,
            Routes.of(
                new PaymentIntents(store, clock, events, methods, confirmation),
                new Customers(store, clock, events),
                new Charges(store),
                new Refunds(store, clock, events),
                events),
            state::changed);
    this.frontDoor =
        new FrontDoor(
            settings,
            api,
            new IdempotencyKeys(store, clock),
            faults,
            daemons.scheduler(),
            daemons.workers());
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), settings.port()), 0);
    this.baseUri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.setExecutor(daemons.workers());
    server.createContext("/v1", frontDoor);
    server.createContext("/sandbox", new ControlDoor(faults, threeDSecure));
  }

  /** Starts on the given loopback port, or on a free one. */
  public static Sandbox start(SandboxSettings settings) {
    // Else the JDK's server waits for an ACK between head and body: 40 ms for every answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      Sandbox sandbox = new Sandbox(settings);
      try {
        sandbox.open();
      } catch (RuntimeException e) {
        sandbox.stop();
        throw e;
      }
      return sandbox;
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot listen on port " + settings.port(), e);
    }
  }

  private void open() {
    state.load();
    synchronized (store) {
      store.paymentIntents.oldestFirst().stream()
          .filter(intent -> "processing".equals(Json.text(intent, "status")))
          .forEach(intent -> settleLater(Json.text(intent, "id")));
    }
    // The server's own thread is a daemon only if a daemon starts it.
    Thread starter = new Thread(server::start, "sandbox-start");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settleLater(String intentId) {
    Runnable settle =
        () -> {
          synchronized (store) {
            confirmation.settle(intentId);
          }
          state.changed();
        };
    try {
      daemons
          .scheduler()
          .schedule(settle, settings.delayedSuccess().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // it settles after a restart, where there is a state file
    }
  }

  public URI baseUri() {
    return baseUri;
  }

  /**
   * Where signed webhooks go; null while nobody listens. Events that nobody took are kept and go
   * out once this is set.
   */
  public void deliverTo(URI webhook) {
    deliveries.to(webhook);
  }

  public Faults faults() {
    return faults;
  }

  /** What was asked so far, refused requests too. */
  public List<RecordedRequest> requests() {
    return frontDoor.requests();
  }

  public void clearRequests() {
    frontDoor.clearRequests();
  }

  /** A copy, or null. */
  public JsonNode paymentIntent(String id) {
    synchronized (store) {
      ObjectNode intent = store.paymentIntents.find(id);
      return intent == null ? null : intent.deepCopy();
    }
  }

  public List<JsonNode> paymentIntents() {
    return copies(store.paymentIntents);
  }

  public List<JsonNode> customers() {
    return copies(store.customers);
  }

  public List<JsonNode> events() {
    return copies(store.events);
  }

  private List<JsonNode> copies(Table table) {
    synchronized (store) {
      Stream<JsonNode> all = table.oldestFirst().stream().map(ObjectNode::deepCopy);
      return all.toList();
    }
  }

  /** The value of {@code Stripe-Signature} for this body. */
  public String signature(String body, Instant at, String secret) {
    return Signatures.header(body, at, secret);
  }

  /**
   * Pays as the payer's browser would, over the same code as the HTTP call.
   *
   * @param card a number or a {@code pm_} token
   * @return the intent as it is afterwards, also after a decline
   * @throws IllegalStateException when the confirm is refused for another reason than a decline
   */
  public JsonNode confirm(String paymentIntentId, String card) {
    String path = "/v1/payment_intents/" + paymentIntentId + "/confirm";
    Form form = PayerInput.of(card);
    Answer answer = api.answer("POST", path, form, Caller.OWNER, Ids.random("req_", 14), null);
    JsonNode body = Json.read(answer.body());
    JsonNode declined = body.at("/error/payment_intent");
    if (answer.status() == 200 || answer.status() == 402 && declined.isObject()) {
      return answer.status() == 200 ? body : declined;
    }
    throw new IllegalStateException(body.at("/error/message").asText());
  }

  /** Answers the question of 3-D Secure as the payer would on the bank's page. */
  public JsonNode authenticate(String paymentIntentId, boolean passed) {
    return threeDSecure.authenticate(paymentIntentId, passed);
  }

  /** Sends the event once more, whether it was delivered, dropped or neither. */
  public void redeliver(String eventId) {
    deliveries.again(eventId);
  }

  /** Moves the sandbox's clock: what is created later is younger, keys grow old. */
  public void advanceClock(Duration by) {
    clock.advance(by);
  }

  List<Route> routes() {
    return api.routes();
  }

  @Override
  public void close() {
    stop();
    state.write();
  }

  private void stop() {
    server.stop(0);
    daemons.stop();
  }
}
