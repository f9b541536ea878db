package io.paydesk.key;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Calls that give out something with a key, and calls that end the key, wait for each other in the
 * order in which they came. Share locks of the key's row would not do: a caller that asks for
 * tokens without end would overtake the call that revokes the key, again and again.
 */
final class KeyTurn {

  private static final String TURN =
      "select cast(%s(hashtext('paydesk.key'), hashtext(?1)) as text)";

  static final String WITH_OTHERS = TURN.formatted("pg_advisory_xact_lock_shared");
  static final String ALONE = TURN.formatted("pg_advisory_xact_lock");

  private KeyTurn() {}

  /**
   * Until the transaction ends, which is open, nobody ends the key.
   *
   * @param holder of the key, as its callers are named
   */
  static Uni<Void> toUse(String holder) {
    return await(WITH_OTHERS, holder);
  }

  /** Until the transaction ends, which is open, nobody gives out anything with the key. */
  static Uni<Void> toEnd(String holder) {
    return await(ALONE, holder);
  }

  private static Uni<Void> await(String turn, String holder) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(turn, String.class)
                    .setParameter(1, holder)
                    .getSingleResult())
        .replaceWithVoid();
  }
}
