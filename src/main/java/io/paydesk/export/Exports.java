package io.paydesk.export;

import io.paydesk.listing.Listed;
import io.paydesk.problem.Refusal;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The files that are being downloaded from this process. Few at a time: each reads as fast as its
 * client takes, and payers need the same connections to the database.
 */
@Singleton
class Exports {

  static final int AT_A_TIME = 4;

  private final AtomicInteger underWay = new AtomicInteger();
  private final CurrentVertxRequest http;

  Exports(CurrentVertxRequest http) {
    this.http = http;
  }

  /**
   * @param list the file is named after it
   * @param sort the parameter of that name
   * @throws Refusal {@code too-many-exports}
   */
  <V> Uni<Export> begin(String list, Csv<V> csv, Listed<V> rows, @Nullable String sort) {
    if (underWay.incrementAndGet() > AT_A_TIME) {
      underWay.decrementAndGet();
      throw tooMany();
    }
    var counted = new AtomicBoolean(true);
    Runnable ended =
        () -> {
          if (counted.getAndSet(false)) {
            underWay.decrementAndGet();
          }
        };
    // Also where it is refused, or its client leaves before it begins.
    http.getCurrent().addEndHandler(answered -> ended.run());
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    return Export.of("%s-%s.csv".formatted(list, now), csv, rows, sort, ended);
  }

  int underWay() {
    return underWay.get();
  }

  private static Refusal tooMany() {
    return Refusal.of(
        "too-many-exports",
        429,
        "Too many exports at a time",
        "%d exports are being downloaded. Wait until one has ended, then ask again."
            .formatted(AT_A_TIME));
  }
}
