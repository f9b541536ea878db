package io.paydesk.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Objects that an event of the last minutes was about, and that turned out to be none of ours: what
 * else comes of one is ignored for the same reason, and Stripe is not asked again. The inbox
 * remembers it, so that it holds for all replicas; for minutes only, as what somebody changes at
 * Stripe must come to be seen.
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
   * @param objectIds of any kind; null is left out
   * @return the verdicts on what else comes of those that are known, by object id
   */
  public Uni<Map<String, Verdict>> among(Collection<String> objectIds) {
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
