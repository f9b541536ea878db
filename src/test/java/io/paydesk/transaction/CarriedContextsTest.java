package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.context.SmallRyeContextManager;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CarriedContextsTest extends PaydeskTest {

  @Inject OwnContext contexts;

  @Test
  void eachStepCarriesItsRequestButNoTransactionOfJdbc() {
    var manager = (SmallRyeContextManager) ContextManagerProvider.instance().getContextManager();
    assertThat(manager.getAllProviderTypes()).contains("CDI").doesNotContain("Transaction");
  }

  @Test
  void noStepIsWrappedToCarryAContext() {
    UnaryOperator<String> step = text -> text;

    assertThat(Infrastructure.decorate(step)).isSameAs(step);
  }

  @Test
  void aStepAfterWorkOnAnotherThreadFindsTheContextOfItsRequest() {
    var before = new AtomicReference<Object>();
    var after = new AtomicReference<Object>();

    contexts
        .run(
            () -> {
              var request = Arc.container().requestContext();
              request.activate();
              before.set(request.getState());
              return Uni.createFrom()
                  .item(() -> Thread.currentThread().getName())
                  .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                  .plug(HomeContext.back())
                  .invoke(() -> after.set(request.getState()))
                  .eventually(request::terminate);
            })
        .await()
        .atMost(Duration.ofSeconds(30));

    assertThat(after.get()).isNotNull().isSameAs(before.get());
  }
}
