package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScheduledRoundsTest {

  private final ScheduledRounds rounds = new ScheduledRounds();

  private Thread stopping() {
    var thread =
        new Thread(
            () -> {
              try {
                rounds.stop(new ShutdownEvent());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void aStopWaitsForTheRoundThatHasBegun() throws Exception {
    var work = new CompletableFuture<String>();
    var round = rounds.of(Uni.createFrom().completionStage(work)).subscribeAsCompletionStage();
    var stop = stopping();
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);

    work.complete("done");

    stop.join();
    assertThat(round.get()).isEqualTo("done");
  }

  @Test
  void aStopWaitsNoLongerForARoundThatFailed() throws Exception {
    var work = new CompletableFuture<String>();
    var round = rounds.of(Uni.createFrom().completionStage(work)).subscribeAsCompletionStage();
    var stop = stopping();
    await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);

    work.completeExceptionally(new IllegalStateException("no"));

    stop.join();
    assertThat(round).isCompletedExceptionally();
  }

  @Test
  void aRoundThatNeverEndsDoesNotKeepTheServiceFromItsStop() throws Exception {
    rounds.of(Uni.createFrom().nothing()).subscribeAsCompletionStage();

    stopping().join(Duration.ofMinutes(1).toMillis());

    assertThat(rounds.of(Uni.createFrom().item("late")).await().indefinitely()).isNull();
  }

  @Test
  void noRoundBeginsAfterTheStop() throws Exception {
    stopping().join();

    var late = rounds.of(Uni.createFrom().item("late"));

    assertThat(late.await().indefinitely()).isNull();
  }
}
