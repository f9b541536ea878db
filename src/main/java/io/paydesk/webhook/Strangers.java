package io.paydesk.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Objects that turned out not to be ours, by an event of the last minutes: further events of them
 * are ignored for the same reason, without asking Stripe again. The inbox stores this, so it holds
 * for all replicas; only for minutes, so that changes at Stripe are seen.
 */
@Singleton
public class Strangers {

  private static final String KNOWN =
      """
      select distinct on (object_id) object_id, reason, waits_for from stripe_event
      where object_id = any($1) and status = 'ignored' and finished_at > now() - interval '10 minutes'
        and (reason in ('not-of-this-installation', 'not-of-a-subscription', 'unknown-subscription')
          or waits_for is not null)
      order by object_id, finished_at desc
      """;

  private final Pool database;

  Strangers(Pool database) {
    this.database = database;
  }

  /**
   * @param objectIds of any kind; nulls are left out
   * @return verdicts for further events of the known ones, by object id
   */
  public Uni<Map<String, Verdict>> among(Collection<@Nullable String> objectIds) {
    var ids = objectIds.stream().filter(Objects::nonNull).distinct().toArray(String[]::new);
    var verdicts = new HashMap<String, Verdict>();
    if (ids.length == 0) {
      return Uni.createFrom().item(verdicts);
    }
    return database
        .preparedQuery(KNOWN)
        .execute(Tuple.of((Object) ids))
        .map(
            rows -> {
              rows.forEach(
                  row ->
                      verdicts.put(
                          row.getString("object_id"),
                          verdict(row.getString("reason"), row.getString("waits_for"))));
              return verdicts;
            });
  }

  private static Verdict verdict(String reason, String waitsFor) {
    return waitsFor == null
        ? Verdict.ignored(IgnoredBecause.of(reason))
        : Verdict.ignoredUntilPaymentOf(waitsFor);
  }
}
