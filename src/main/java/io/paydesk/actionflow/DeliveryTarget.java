package io.paydesk.actionflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.problem.Refusal;
import io.paydesk.trace.Spans;
import io.paydesk.trace.TracedWork;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Posts runs to the app's own addresses, signed. */
@Singleton
class DeliveryTarget implements RunTarget {

  private static final Logger LOG = Logger.getLogger(DeliveryTarget.class);

  private final EndpointHealth health;
  private final EndpointAddresses addresses;
  private final DeliveryClient client;
  private final ObjectMapper json;
  private final Spans spans;

  DeliveryTarget(
      EndpointHealth health,
      EndpointAddresses addresses,
      DeliveryClient client,
      ObjectMapper json,
      Spans spans) {
    this.health = health;
    this.addresses = addresses;
    this.client = client;
    this.json = json;
    this.spans = spans;
  }

  @Override
  public boolean isFor(ClaimedRun run) {
    return run.target().startsWith(Endpoint.TARGET);
  }

  @Override
  public Uni<Void> carryOut(ClaimedRun run, RunRows rows) {
    long id = Long.parseLong(run.target().substring(Endpoint.TARGET.length()));
    return health
        .addressee(id, run)
        .onItem()
        .ifNull()
        .failWith(() -> new RunFailure("The endpoint is paused or deleted", null))
        .flatMap(
            addressee ->
                traced(id, addressee, run, rows)
                    .onItemOrFailure()
                    .call(
                        (done, failure) ->
                            recorded(
                                id,
                                failure == null
                                    ? health.delivered(id)
                                    : health.failed(id, (RunFailure) failure))));
  }

  /** Fails with a RunFailure only. */
  private Uni<Void> traced(long id, DeliveryAddressee addressee, ClaimedRun run, RunRows rows) {
    var work = spans.call("deliver").record("paydesk.endpoint.id", id);
    return deliver(addressee, run, rows, work)
        .onItemOrFailure()
        .invoke(
            (done, failure) -> {
              if (failure == null) {
                work.end();
              } else {
                work.fail(failure);
              }
            })
        .onCancellation()
        .invoke(() -> work.fail("given-up"));
  }

  private Uni<Void> deliver(
      DeliveryAddressee addressee, ClaimedRun run, RunRows rows, TracedWork work) {
    return Uni.createFrom()
        .deferred(() -> answerTo(addressee, run, rows, work.trail().traceparent()))
        .ifNoItem()
        .after(LONGEST_DELIVERY)
        .failWith(
            () ->
                new RunFailure(
                    "It did not answer within " + LONGEST_DELIVERY.toSeconds() + " seconds", null))
        .plug(HomeContext.back())
        .onFailure()
        .transform(DeliveryTarget::asRunFailure)
        .invoke(status -> work.record("http.response.status_code", status))
        .invoke(DeliveryTarget::check)
        .replaceWithVoid();
  }

  private Uni<Integer> answerTo(
      DeliveryAddressee addressee, ClaimedRun run, RunRows rows, @Nullable String traceparent) {
    var url = addresses.read(addressee.url());
    var body = written(OutgoingDelivery.of(run, rows));
    var headers =
        DeliverySignature.headers(run.uuid().toString(), Instant.now(), body, addressee.secrets());
    if (traceparent != null) {
      headers.put("traceparent", traceparent); // not part of what is signed
    }
    return addresses
        .of(url)
        .flatMap(
            reachable ->
                // A different one in each attempt, as one of them may be out of reach from here.
                client.post(
                    url, reachable.get((run.attempt() - 1) % reachable.size()), headers, body));
  }

  private String written(OutgoingDelivery delivery) {
    try {
      return json.writeValueAsString(delivery);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a delivery cannot be written", e);
    }
  }

  static RunFailure asRunFailure(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return new RunFailure(String.valueOf(refusal.getMessage()), null);
    }
    if (failure instanceof SSLException) {
      // Only the last cause says what was wrong with the certificate.
      var cause = failure;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return RunFailure.of(new SSLException("no TLS connection: " + cause.getMessage()));
    }
    return RunFailure.of(failure);
  }

  private static void check(int status) {
    if (status >= 300 && status < 400) {
      throw new RunFailure("It answered " + status + ", and redirects are not followed", status);
    }
    if (status < 200 || status > 299) {
      throw new RunFailure("It answered " + status, status);
    }
  }

  /** A delivery stands, even if its record fails. */
  private static Uni<Void> recorded(long id, Uni<Void> recording) {
    return recording
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf(
                    failure, "The result of a delivery to endpoint %d could not be recorded", id))
        .onFailure()
        .recoverWithNull();
  }
}
