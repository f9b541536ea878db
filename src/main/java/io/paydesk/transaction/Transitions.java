package io.paydesk.transaction;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Collects the transitions of a transaction. */
@Singleton
public class Transitions {

  private static final String NOTED = Transitions.class.getName() + ".noted";

  /** Call it within {@link Transactions#write}: the runs are committed with it, or not at all. */
  public void record(Transition transition) {
    List<Transition> noted = Vertx.currentContext().getLocal(NOTED);
    if (noted == null) {
      throw new IllegalStateException("a transition was recorded outside a transaction");
    }
    noted.add(transition);
  }

  void begin(Context context) {
    context.putLocal(NOTED, new ArrayList<Transition>());
  }

  List<Transition> recorded() {
    return Vertx.currentContext().getLocal(NOTED);
  }

  void end(Context context) {
    context.removeLocal(NOTED);
  }
}
