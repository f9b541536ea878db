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

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width">%s\
      <p><a href="/admin">To the overview</a></p></html>
      """;

  private static final String UNREADABLE =
      "<title>This address cannot be read</title><h1>This address cannot be read</h1>"
          + "<p>It has a character that no page of ours has.</p>";

  private static final String TOO_MUCH =
      "<title>That was too much</title><h1>That was too much</h1>"
          + "<p>More was sent than a page takes. Go back, and send less.</p>";

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
    boolean isOfAPage = isOfAPage(context.request());
    context
        .response()
        .setStatusCode(refusal.status())
        .putHeader(
            "Content-Type", isOfAPage ? "text/html; charset=utf-8" : "application/problem+json")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .end(
            isOfAPage
                ? PAGE.formatted(refusal.status() == 413 ? TOO_MUCH : UNREADABLE)
                : new JsonObject(refusal.body()).encode());
  }

  /** A browser that opens one of the shop's pages: their own frame is not reached any more. */
  private static boolean isOfAPage(HttpServerRequest request) {
    var accepted = request.getHeader("Accept");
    return request.uri().startsWith("/admin") && accepted != null && accepted.contains("text/html");
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
