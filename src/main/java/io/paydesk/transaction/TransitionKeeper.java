package io.paydesk.transaction;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Keeps what is to follow transitions, in the transaction in which they happen. */
public interface TransitionKeeper {

  /**
   * Within the transaction, after all else of it. What fails here fails the transaction.
   *
   * @return whether something is to follow
   */
  Uni<Boolean> keep(List<Transition> transitions);
}
