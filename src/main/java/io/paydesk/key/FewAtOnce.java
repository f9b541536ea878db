package io.paydesk.key;

import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does a few pieces of work at a time, in the order in which they come. Some more may wait, and the
 * rest is refused.
 */
public final class FewAtOnce {

  private final int most;
  private final int longest;
  private final Supplier<? extends RuntimeException> full;
  private final Deque<UniEmitter<? super Void>> waiting = new ArrayDeque<>();
  private int running;

  /**
   * @param most that are done at a time
   * @param longest how many may wait
   * @param full what those beyond it fail with
   */
  public FewAtOnce(int most, int longest, Supplier<? extends RuntimeException> full) {
    this.most = most;
    this.longest = longest;
    this.full = full;
  }

  public <T> Uni<T> run(Supplier<Uni<T>> work) {
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
        if (running < most) {
          running++;
        } else if (waiting.size() < longest) {
          waiting.add(ours);
          return;
        } else {
          ended = true;
        }
      }
      if (ended) {
        ours.fail(full.get());
      } else {
        ours.complete(null);
      }
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
