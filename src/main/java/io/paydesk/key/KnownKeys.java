package io.paydesk.key;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers for a few seconds who has which secret, so that a busy caller costs one look into the
 * database in three seconds and not one for each request. What another process revokes opens
 * nothing here after five. A secret that is not known is remembered by nobody: there are endless
 * ones. Nobody needs a right to send them, so they are looked up a few at a time, some wait and the
 * rest is refused. The other connections stay for callers whose secrets were known here before:
 * these never wait, also when what is remembered of them is too old or was changed.
 *
 * <p>They are found by the hash. How long that takes tells nothing of use: a caller can choose a
 * secret, not its hash.
 */
@Singleton
class KnownKeys {

  /** From then on somebody looks again, while the others are still answered from here. */
  static final Duration FRESH = Duration.ofSeconds(3);

  /** From then on nobody is. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  private static final int MOST = 10_000;

  /** Looks at once for secrets that may be nobody's. */
  static final int STRANGERS = 3;

  /** Those that may wait for it: a tenth of a second at a millisecond for each look. */
  static final int WAITING = 300;

  private final KeyRows rows;
  private final FewAtOnce strangers = new FewAtOnce(STRANGERS, WAITING, KeyRefusals::busy);

  private final Map<ByteBuffer, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
          return size() > MOST;
        }
      };

  /** Grows when something is forgotten: what was asked for before then is not remembered. */
  private long forgotten;

  KnownKeys(KeyRows rows) {
    this.rows = rows;
  }

  private record Known(Holder holder, long refreshAt, long until) {

    /** Is looked up before it opens anything again. */
    Known ended() {
      long now = System.nanoTime();
      return new Known(holder, now, now);
    }
  }

  /** Who has the secret; empty where nobody has. */
  Uni<Optional<Holder>> holderOf(TokenText secret) {
    var hash = ByteBuffer.wrap(secret.hash());
    long now = System.nanoTime();
    synchronized (known) {
      var here = known.get(hash);
      if (here == null) {
        return strangers.run(() -> look(secret, hash));
      }
      if (here.until - now > 0) {
        if (here.refreshAt - now > 0) {
          return Uni.createFrom().item(Optional.of(here.holder));
        }
        // This one looks; those within the next second do not.
        known.put(hash, new Known(here.holder, now + Duration.ofSeconds(1).toNanos(), here.until));
      }
    }
    return look(secret, hash);
  }

  private Uni<Optional<Holder>> look(TokenText secret, ByteBuffer hash) {
    long now = System.nanoTime();
    long asOf;
    synchronized (known) {
      asOf = forgotten;
    }
    return rows.holderOf(secret).invoke(holder -> remember(hash, holder, now, asOf));
  }

  private void remember(ByteBuffer hash, Optional<Holder> holder, long now, long asOf) {
    synchronized (known) {
      if (holder.isEmpty() || holder.get().refused(Instant.now()) != null) {
        known.remove(hash);
      } else if (asOf == forgotten) {
        known.put(hash, new Known(holder.get(), now + FRESH.toNanos(), now + LONGEST.toNanos()));
      }
    }
  }

  /**
   * What this holder has was changed here.
   *
   * @param holder the name
   */
  void forget(String holder) {
    synchronized (known) {
      forgotten++;
      known.replaceAll((hash, one) -> one.holder.name().equals(holder) ? one.ended() : one);
    }
  }

  /** What several holders have was changed here. */
  void forgetAll() {
    synchronized (known) {
      forgotten++;
      known.replaceAll((hash, one) -> one.ended());
    }
  }
}
