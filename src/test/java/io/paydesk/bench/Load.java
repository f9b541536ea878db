package io.paydesk.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Sends requests to one server over connections that stay open, from one thread. Its requests are
 * made one by one as they are sent, and are told the time from which their latency counts; null
 * ends a load before its time.
 */
final class Load implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 60_000;

  private final int port;
  private final Context context;
  private final HttpClient client;

  Load(Vertx vertx, int port, int connections) {
    this.port = port;
    this.context = vertx.getOrCreateContext();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxPoolSize(connections).setKeepAliveTimeout(120));
  }

  /**
   * Closed loop: so many requests are always underway, and each answer lets the next one go. It
   * finds how much the server can take; under less load each answer comes sooner.
   */
  Outcome atOnce(int underway, Duration time, LongFunction<Post> requests) {
    var done = new CompletableFuture<Outcome>();
    context.runOnContext(
        ignored -> {
          var tally = new Tally();
          var end = System.nanoTime() + time.toNanos();
          var open = new int[] {underway};
          for (int i = 0; i < underway; i++) {
            goOn(end, requests, tally, open, done);
          }
        });
    return done.join();
  }

  private void goOn(
      long end,
      LongFunction<Post> requests,
      Tally tally,
      int[] open,
      CompletableFuture<Outcome> done) {
    var now = System.nanoTime();
    var next = now < end ? requests.apply(now) : null;
    if (next != null) {
      send(next, now, tally, () -> goOn(end, requests, tally, open, done));
    } else if (--open[0] == 0) {
      done.complete(tally.outcome());
    }
  }

  /**
   * Open loop: requests go out at their times, whatever the answers do. Latency counts from the
   * time at which a request was meant to go, so that a server that stands still, or a late sender,
   * is not left out of the figures.
   */
  Outcome atRate(int perSecond, Duration time, LongFunction<Post> requests) {
    var done = new CompletableFuture<Outcome>();
    var tally = new Tally();
    var total = Math.toIntExact(perSecond * time.toMillis() / 1000);
    var open = new int[] {total};
    var begin = System.nanoTime();
    for (int i = 0; i < total; i++) {
      var due = begin + i * 1_000_000_000L / perSecond;
      sleepUntil(due);
      context.runOnContext(
          ignored ->
              send(
                  requests.apply(due),
                  due,
                  tally,
                  () -> {
                    if (--open[0] == 0) {
                      done.complete(tally.outcome());
                    }
                  }));
    }
    return done.join();
  }

  private static void sleepUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void send(Post post, long since, Tally tally, Runnable then) {
    client
        .request(HttpMethod.POST, port, "127.0.0.1", post.path())
        .compose(
            request -> {
              post.headers().forEach(request::putHeader);
              return request.setTimeout(PATIENCE_MILLIS).send(post.bytes());
            })
        .compose(response -> response.end().map(response.statusCode()))
        .onComplete(
            answer -> {
              if (answer.failed()) {
                tally.failed(answer.cause().getClass().getSimpleName());
              } else if (answer.result() == post.expected()) {
                tally.answered(since);
              } else {
                tally.failed("status " + answer.result());
              }
              then.run();
            });
  }

  @Override
  public void close() {
    client.close();
  }
}
