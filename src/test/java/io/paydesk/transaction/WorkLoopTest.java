package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A round ends on the thread that ends it, so what follows has begun when that call returns. */
class WorkLoopTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<UniEmitter<? super Boolean>> rounds = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private WorkLoop loop(Duration longest, Supplier<Uni<Boolean>> round) {
    return new WorkLoop(new OwnContext(vertx), longest, round, failures::add);
  }

  private WorkLoop loop() {
    return loop(LONG, () -> Uni.createFrom().<Boolean>emitter(rounds::add));
  }

  @Test
  void howeverOftenItIsWokenDuringARoundOneMoreFollows() throws InterruptedException {
    var loop = loop();
    loop.wake();
    var first = rounds.take();

    loop.wake();
    loop.wake();
    assertThat(rounds).isEmpty();
    first.complete(false);

    assertThat(rounds).hasSize(1);
    rounds.take().complete(false);
    assertThat(rounds).isEmpty();
  }

  @Test
  void itGoesOnByItselfWhileThereIsMore() throws InterruptedException {
    var loop = loop();
    loop.wake();

    rounds.take().complete(true);

    assertThat(rounds).hasSize(1);
  }

  @Test
  void afterItsRestItIsWokenAgain() throws InterruptedException {
    var loop = loop();
    loop.wake();
    rounds.take().complete(false);

    loop.wake();

    assertThat(rounds.take()).isNotNull();
  }

  @Test
  void afterAFailureTheNextWakeUpBeginsAnew() throws InterruptedException {
    var loop = loop();
    loop.wake();
    rounds.take().fail(new IllegalStateException("the database is away"));
    assertThat(failures.take()).hasMessage("the database is away");
    assertThat(rounds).isEmpty();

    loop.wake();

    assertThat(rounds.take()).isNotNull();
  }

  @Test
  void aRoundThatThrowsHasFailed() throws InterruptedException {
    var loop =
        loop(
            LONG,
            () -> {
              throw new IllegalStateException("not even begun");
            });

    loop.wake();
    assertThat(failures.take()).hasMessage("not even begun");
    loop.wake();

    assertThat(failures.take()).hasMessage("not even begun");
  }

  @Test
  void aRoundThatNeverEndsDoesNotStopTheLoop() throws InterruptedException {
    var loop = loop(Duration.ofMillis(1), () -> Uni.createFrom().nothing());

    loop.wake();
    assertThat(failures.take()).isInstanceOf(TimeoutException.class);
    loop.wake();

    assertThat(failures.take()).isInstanceOf(TimeoutException.class);
  }

  @Test
  void onceStoppedItBeginsNoOtherRound() throws InterruptedException {
    var loop = loop();
    loop.wake();
    var last = rounds.take();

    loop.stop();
    loop.wake();
    last.complete(true);

    assertThat(rounds).isEmpty();
  }
}
