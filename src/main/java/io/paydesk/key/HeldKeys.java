package io.paydesk.key;

import io.paydesk.problem.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the page of the shop whose key somebody signs in with, and whether it opens still. */
@Singleton
public class HeldKeys {

  private final SentSecrets secrets;
  private final KeyRows rows;

  HeldKeys(SentSecrets secrets, KeyRows rows) {
    this.secrets = secrets;
    this.rows = rows;
  }

  /**
   * Looks up as many at a time as for requests of the API.
   *
   * @param text may be anything
   * @return fails with the {@link Refusal} of the API where it opens nothing
   */
  public Uni<HeldKey> of(String text) {
    return secrets.holderOf(text).map(holder -> held(holder, null));
  }

  /**
   * As the tables say now: nothing is remembered of it.
   *
   * @param secret of {@link HeldKey#secret}
   * @return fails with a {@link Refusal} where its key was revoked, has expired or has a newer one
   */
  public Uni<HeldKey> stillOpen(long secret) {
    return rows.namedHolderOf(secret)
        .map(
            found -> {
              var named = found.orElseThrow(Refused.UNKNOWN::refusal);
              var refused = named.holder().refused(Instant.now());
              if (refused != null) {
                throw refused.refusal();
              }
              return held(named.holder(), named.name());
            });
  }

  private static HeldKey held(Holder holder, @Nullable String name) {
    return new HeldKey(
        holder.identity(), name, holder.role(), holder.secret(), !holder.scopes().isEmpty());
  }
}
