package io.paydesk.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransactionsTest extends PaydeskTest {

  @Inject Transactions transactions;

  private final List<String> told = new ArrayList<>();
  private int tries;

  /** Collides the first time. */
  private Uni<String> collideOnce(String name) {
    tries++;
    Transactions.afterCommit(() -> told.add(name));
    return tries == 1
        ? Uni.createFrom().failure(new OptimisticLockException())
        : Uni.createFrom().item(name);
  }

  @Test
  void aRetriedTransactionRunsItsTasksOnce() throws Throwable {
    VertxContextSupport.subscribeAndAwait(() -> transactions.write(() -> collideOnce("paid")));

    assertThat(tries).isEqualTo(2);
    assertThat(told).containsExactly("paid");
  }

  @Test
  void aFailedTransactionRunsNoTasks() {
    assertThatThrownBy(
            () ->
                VertxContextSupport.subscribeAndAwait(
                    () ->
                        transactions.write(
                            () -> {
                              Transactions.afterCommit(() -> told.add("paid"));
                              return Uni.createFrom().failure(new IllegalStateException("no"));
                            })))
        .isInstanceOf(IllegalStateException.class);

    assertThat(told).isEmpty();
  }

  @Test
  void aTaskAfterTheCommitMayFailWithoutHarm() throws Throwable {
    String answer =
        VertxContextSupport.subscribeAndAwait(
            () ->
                transactions.write(
                    () -> {
                      Transactions.afterCommit(
                          () -> {
                            throw new IllegalStateException("a meter that is broken");
                          });
                      Transactions.afterCommit(() -> told.add("paid"));
                      return Uni.createFrom().item("done");
                    }));

    assertThat(answer).isEqualTo("done");
    assertThat(told).containsExactly("paid");
  }

  @Test
  void withoutATransactionATaskRunsAtOnce() {
    Transactions.afterCommit(() -> told.add("paid"));

    assertThat(told).containsExactly("paid");
  }
}
