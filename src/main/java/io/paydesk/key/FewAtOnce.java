package io.paydesk.key;

import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does a few pieces of work at a time, in the order in which they come. */
final class FewAtOnce {

  private final int most;
  private final Deque<UniEmitter<? super Void>> waiting = new ArrayDeque<>();
  private int running;

  FewAtOnce(int most) {
    this.most = most;
  }

  <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var turn = new Turn();
              return turn.begins().chain(() -> work.get()).onTermination().invoke(turn::end);
            });
  }

  /** From when a piece of work comes until it has ended, or nobody wants it any more. */
  private final class Turn {

    private @Nullable UniEmitter<? super Void> emitter;
    private boolean ended;

    Uni<Void> begins() {
      return Uni.createFrom().<Void>emitter(this::take).plug(HomeContext.back());
    }

    private void take(UniEmitter<? super Void> ours) {
      synchronized (waiting) {
        emitter = ours;
        if (running == most) {
          waiting.add(ours);
          return;
        }
        running++;
      }
      ours.complete(null);
    }

    void end() {
      @Nullable UniEmitter<? super Void> next;
      synchronized (waiting) {
        if (ended || waiting.remove(emitter)) {
          return;
        }
        ended = true;
        next = waiting.poll();
        if (next == null) {
          running--;
        }
      }
      if (next != null) {
        next.complete(null);
      }
    }
  }
}
