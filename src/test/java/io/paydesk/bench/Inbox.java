package io.paydesk.bench;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;

/** The events that wait to be applied. */
final class Inbox {

  private Inbox() {}

  /**
   * Asks over one connection, as making new ones would cost more than what is measured.
   *
   * @return how long it took
   */
  static Duration untilEmpty(Rig rig) {
    var begin = System.nanoTime();
    try (var connection = rig.connection();
        var waiting =
            connection.prepareStatement(
                "select exists (select from stripe_event where status = 'waiting')")) {
      await()
          .atMost(Duration.ofMinutes(1))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                try (var answer = waiting.executeQuery()) {
                  answer.next();
                  return !answer.getBoolean(1);
                }
              });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
