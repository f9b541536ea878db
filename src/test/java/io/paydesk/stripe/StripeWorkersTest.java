package io.paydesk.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StripeWorkersTest extends PaydeskTest {

  @Inject StripeWorkers workers;

  @Test
  void aCallIsMadeOnAWorkerThreadAndComesBackToTheCallersContext() throws Throwable {
    var calledOn = new AtomicReference<String>();
    var before = new AtomicReference<Context>();
    var after = new AtomicReference<Context>();

    VertxContextSupport.subscribeAndAwait(
        () -> {
          before.set(Vertx.currentContext());
          return workers
              .call(
                  "test",
                  () -> {
                    calledOn.set(Thread.currentThread().getName());
                    return "done";
                  })
              .invoke(() -> after.set(Vertx.currentContext()));
        });

    assertThat(calledOn.get()).startsWith("stripe-");
    assertThat(before.get()).isNotNull();
    assertThat(after.get()).isSameAs(before.get());
  }

  @Test
  void aCallThatAPageWaitsForFreesItsThreadInTime() throws Throwable {
    var left = new AtomicReference<Duration>();

    VertxContextSupport.subscribeAndAwait(
        () ->
            workers.call(
                "test",
                Duration.ofSeconds(10),
                () -> {
                  left.set(CallUnderWay.here().remaining());
                  return "done";
                }));

    assertThat(left.get()).isLessThanOrEqualTo(Duration.ofSeconds(10));
  }
}
