package io.paydesk.actionflow;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Posts to an address that was looked up and checked before. The name is used for TLS and the Host
 * header only, and is not looked up again. Redirects are not followed. Each delivery has a
 * connection of its own, so none waits for another.
 */
@Singleton
class DeliveryClient {

  /** The longest body of an answer; a longer one ends the connection. The content is ignored. */
  private static final long MOST_OF_A_BODY = 64 * 1024;

  /** The queue already limits how many deliveries to each endpoint are under way. */
  private static final int NO_BOUND = 10_000;

  private final Vertx vertx;
  private final HttpClient http;

  @Inject
  DeliveryClient(Vertx vertx) {
    this(vertx, new HttpClientOptions());
  }

  DeliveryClient(Vertx vertx, HttpClientOptions options) {
    this.vertx = vertx;
    this.http =
        vertx.createHttpClient(
            options
                .setKeepAlive(false)
                // An address may have a secret in it; DeliverySender traces the delivery without
                // it.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setMaxPoolSize(NO_BOUND)
                .setConnectTimeout((int) RunTarget.LONGEST_DELIVERY.toMillis()));
  }

  /**
   * Hangs up when it is canceled.
   *
   * @return the status of the answer; fails where none came
   */
  Uni<Integer> post(
      EndpointUrl url, InetAddress address, Map<String, String> headers, String body) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              var call = new Call(emitter);
              emitter.onTermination(call::end);
              http.request(options(url, address, headers))
                  .onFailure(emitter::fail)
                  .onSuccess(request -> send(request, body, call));
            });
  }

  private void send(HttpClientRequest request, String body, Call call) {
    var connection = request.connection();
    long timer = vertx.setTimer(RunTarget.LONGEST_DELIVERY.toMillis(), late -> connection.close());
    connection.closeHandler(closed -> vertx.cancelTimer(timer));
    if (call.begin(connection)) {
      request
          .send(Buffer.buffer(body))
          .onFailure(call.emitter::fail)
          .onSuccess(
              response -> {
                throwAway(response);
                call.answered(response.statusCode());
              });
    }
  }

  /** Hangs up when nobody waits for the answer any more. */
  private static final class Call {

    final UniEmitter<? super Integer> emitter;
    private @Nullable HttpConnection connection;
    private boolean answered;
    private boolean ended;

    Call(UniEmitter<? super Integer> emitter) {
      this.emitter = emitter;
    }

    synchronized boolean begin(HttpConnection begun) {
      connection = begun;
      if (ended) {
        connection.close();
      }
      return !ended;
    }

    void answered(int status) {
      synchronized (this) {
        answered = true;
      }
      emitter.complete(status);
    }

    synchronized void end() {
      ended = true;
      if (connection != null && !answered) {
        connection.close();
      }
    }
  }

  private static RequestOptions options(
      EndpointUrl url, InetAddress address, Map<String, String> headers) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
            .setHost(url.host())
            .setPort(url.port())
            .setSsl(url.tls())
            .setURI(url.target())
            .setFollowRedirects(false)
            .putHeader("host", url.authority())
            .putHeader("content-type", "application/json")
            .putHeader("user-agent", "Paydesk");
    headers.forEach(options::putHeader);
    return options;
  }

  /** Reads the body to its end: a receiver may take a closed connection for a fault. */
  private static void throwAway(HttpClientResponse response) {
    var read = new AtomicLong();
    var connection = response.request().connection();
    response.exceptionHandler(ignored -> {});
    response.handler(
        part -> {
          if (read.addAndGet(part.length()) > MOST_OF_A_BODY) {
            connection.close();
          }
        });
  }
}
