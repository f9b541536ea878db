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
import org.jspecify.annotations.Nullable;

/** Signs a delivery and posts it once, to an address that is looked up and checked each time. */
@Singleton
class DeliverySender {

  private final EndpointAddresses addresses;
  private final DeliveryClient client;
  private final ObjectMapper json;
  private final Spans spans;

  DeliverySender(
      EndpointAddresses addresses, DeliveryClient client, ObjectMapper json, Spans spans) {
    this.addresses = addresses;
    this.client = client;
    this.json = json;
    this.spans = spans;
  }

  /**
   * @param endpointId whom it is for
   * @param attempt each goes to another of the host's addresses, as one may be out of reach from
   *     here
   * @return the status, 2xx; fails with a {@link RunFailure} only
   */
  Uni<Integer> send(
      long endpointId,
      DeliveryAddressee addressee,
      String id,
      int attempt,
      OutgoingDelivery delivery) {
    var work = spans.call("deliver").record("paydesk.endpoint.id", endpointId);
    return answered(addressee, id, attempt, delivery, work)
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

  private Uni<Integer> answered(
      DeliveryAddressee addressee,
      String id,
      int attempt,
      OutgoingDelivery delivery,
      TracedWork work) {
    return Uni.createFrom()
        .deferred(() -> post(addressee, id, attempt, delivery, work.trail().traceparent()))
        .ifNoItem()
        .after(RunTarget.LONGEST_DELIVERY)
        .failWith(DeliverySender::silence)
        .plug(HomeContext.back())
        .onFailure()
        .transform(DeliverySender::asRunFailure)
        .invoke(status -> work.record("http.response.status_code", status))
        .invoke(DeliverySender::check);
  }

  private static RunFailure silence() {
    return new RunFailure(
        "It did not answer within " + RunTarget.LONGEST_DELIVERY.toSeconds() + " seconds", null);
  }

  private Uni<Integer> post(
      DeliveryAddressee addressee,
      String id,
      int attempt,
      OutgoingDelivery delivery,
      @Nullable String traceparent) {
    var url = addresses.read(addressee.url());
    var body = written(delivery);
    var headers = DeliverySignature.headers(id, Instant.now(), body, addressee.secrets());
    if (traceparent != null) {
      headers.put("traceparent", traceparent); // not part of what is signed
    }
    return addresses
        .of(url)
        .flatMap(
            reachable ->
                client.post(url, reachable.get((attempt - 1) % reachable.size()), headers, body));
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
}
