package io.paydesk.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How much is unusual, and the present rates. Every replica reports the same numbers. */
@Singleton
class AlertMeters {

  private final Pool database;
  private final AlertRules rules;
  private final Map<AlertKind, AtomicLong> open = new EnumMap<>(AlertKind.class);

  /** Null, and then NaN, while there is none: its rule is off, or no payment has succeeded. */
  private final AtomicReference<@Nullable Long> refundRate = new AtomicReference<>();

  private final AtomicReference<Long> disputeRate = new AtomicReference<>();

  AlertMeters(Pool database, AlertRules rules, MeterRegistry meters) {
    this.database = database;
    this.rules = rules;
    for (var kind : AlertKind.values()) {
      open.put(
          kind,
          meters.gauge("paydesk.alerts.open", Tags.of("kind", kind.text()), new AtomicLong()));
    }
    meters.gauge("paydesk.refund.rate.permille", refundRate, AlertMeters::number);
    meters.gauge("paydesk.dispute.rate.permille", disputeRate, AlertMeters::number);
  }

  private static double number(AtomicReference<Long> rate) {
    var value = rate.get();
    return value == null ? Double.NaN : value;
  }

  Uni<Void> read() {
    return readOpen()
        .flatMap(x -> read(Rate.REFUNDS, AlertKind.REFUND_RATE, refundRate))
        .flatMap(x -> read(Rate.DISPUTES, AlertKind.DISPUTE_RATE, disputeRate));
  }

  private Uni<Void> readOpen() {
    return database
        .query("select kind, count(*) as open from alert where ended_at is null group by kind")
        .execute()
        .invoke(
            rows -> {
              var counts = new HashMap<String, Long>();
              rows.forEach(row -> counts.put(row.getString("kind"), row.getLong("open")));
              open.forEach((kind, count) -> count.set(counts.getOrDefault(kind.text(), 0L)));
            })
        .replaceWithVoid();
  }

  private Uni<Void> read(Rate rate, AlertKind kind, AtomicReference<Long> into) {
    var rule = rules.of(kind);
    if (rule.threshold() == 0) {
      return Uni.createFrom().voidItem();
    }
    var now = OffsetDateTime.now();
    return database
        .preparedQuery(rate.perMille())
        .execute(Tuple.of(now.minus(rule.window()), now))
        .invoke(rows -> into.set(rows.iterator().next().getLong("rate")))
        .replaceWithVoid();
  }
}
