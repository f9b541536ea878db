package io.paydesk.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses early what nothing inside could handle: a body that announces more than 1 MiB, before any
 * of it is read, and a NUL character in an address, which PostgreSQL cannot store in text. The
 * server's own limit, {@code quarkus.http.limits.max-body-size}, is the same; it ends a body that
 * announces no length.
 */
@ApplicationScoped
class RequestGate {

  /** Stripe's events have a few kilobytes; no request of ours needs even 1 MiB. */
  private static final long LARGEST_BODY = 1024 * 1024;

  private static final int BEFORE_THE_SERVERS_OWN = 1_000;

  void install(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_SERVERS_OWN);
  }

  private void check(RoutingContext context) {
    if (announced(context.request()) > LARGEST_BODY) {
      refuse(context, HttpProblems.of(413));
    } else if (context.request().uri().contains("%00")) {
      refuse(context, HttpProblems.of(400));
    } else {
      context.next();
    }
  }

  private static void refuse(RoutingContext context, Refusal refusal) {
    if (context.request().version() != HttpVersion.HTTP_2) {
      context.response().putHeader("Connection", "close");
    }
    context
        .response()
        .setStatusCode(refusal.status())
        .putHeader("Content-Type", "application/problem+json")
        .end(new JsonObject(refusal.body()).encode());
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
