package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;

/** Writes down who asked for a transaction, in the transaction itself. */
public interface Witness {

  /**
   * Before each try at a transaction.
   *
   * @return forgets what the try has said of itself, where it was rolled back
   */
  Runnable beforeTry();

  /** Within the transaction, after all else of it. What fails here fails the transaction. */
  Uni<Void> witness();
}
