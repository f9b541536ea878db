package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Writes what follows from transitions, such as runs, in the same transaction. */
public interface TransitionKeeper {

  /**
   * Called within the transaction, at its end. If it fails, the transaction fails.
   *
   * @return whether there are runs
   */
  Uni<Boolean> keep(List<Transition> transitions);
}
