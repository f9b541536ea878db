package io.paydesk.export;

import io.paydesk.caller.Caller;
import io.paydesk.listing.Listed;
import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The files that are being downloaded from this process. Few at a time: each reads as fast as its
 * client takes, and payers need the same connections to the database.
 */
@Singleton
class Exports {

  static final int AT_A_TIME = 4;

  /** Whoever takes their time leaves room for others. */
  static final int OF_ONE_CALLER = 2;

  /** How many each caller has; nobody who has none. */
  private final Map<String, Integer> underWay = new HashMap<>();

  private final SecurityIdentity identity;
  private final CurrentVertxRequest http;

  Exports(SecurityIdentity identity, CurrentVertxRequest http) {
    this.identity = identity;
    this.http = http;
  }

  /**
   * @param list the file is named after it
   * @param sort the parameter of that name
   * @throws Refusal {@code too-many-exports}
   */
  <V> Uni<Export> begin(String list, Csv<V> csv, Listed<V> rows, @Nullable String sort) {
    var caller = Caller.of(identity).name();
    take(caller);
    var counted = new AtomicBoolean(true);
    Runnable ended =
        () -> {
          if (counted.getAndSet(false)) {
            release(caller);
          }
        };
    // Also where it is refused, or its client leaves before it begins.
    http.getCurrent().addEndHandler(answered -> ended.run());
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    return Export.of("%s-%s.csv".formatted(list, now), csv, rows, sort, ended);
  }

  private synchronized void take(String caller) {
    if (underWay.getOrDefault(caller, 0) >= OF_ONE_CALLER) {
      throw tooMany("You are downloading %d exports".formatted(OF_ONE_CALLER));
    }
    if (underWay() >= AT_A_TIME) {
      throw tooMany("%d exports are being downloaded".formatted(AT_A_TIME));
    }
    underWay.merge(caller, 1, Integer::sum);
  }

  private synchronized void release(String caller) {
    underWay.computeIfPresent(caller, (name, number) -> number == 1 ? null : number - 1);
  }

  synchronized int underWay() {
    return underWay.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Refusal tooMany(String why) {
    return Refusal.of(
        "too-many-exports",
        429,
        "Too many exports at a time",
        why + " already. Wait until one has ended, then ask again.");
  }
}
