package io.paydesk.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses a body that announces more than 1 MiB, before a byte of it is read and with an answer
 * that says so. The server's own limit, {@code quarkus.http.limits.max-body-size}, is the same and
 * ends a body that announces nothing.
 */
@ApplicationScoped
class BodyLimit {

  /** Stripe's events have a few kilobytes; 1 MiB is far more than any request of ours needs. */
  static final long MOST = 1024 * 1024;

  private static final int BEFORE_THE_SERVERS_OWN = 1_000;

  void install(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_SERVERS_OWN);
  }

  private void check(RoutingContext context) {
    if (announced(context.request()) <= MOST) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(413)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Connection", "close")
        .end(new JsonObject(HttpProblems.of(413).body()).encode());
  }

  private static long announced(HttpServerRequest request) {
    try {
      var length = request.getHeader("Content-Length");
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
