package io.paydesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without polling, a change is only seen through a wake-up. */
@QuarkusTest
class WakeUpsTest extends StreamTest {

  private static final String POLL = "stream-poll";

  @Inject WakeUpChannel channel;
  @Inject Scheduler scheduler;

  @BeforeEach
  void withoutPolling() {
    scheduler.pause(POLL);
    assertThat(scheduler.isPaused(POLL)).isTrue();
  }

  @AfterEach
  void pollAgain() {
    scheduler.resume(POLL);
  }

  @Test
  void aProcessWakesItselfAfterItsOwnCommits() {
    try (var stream = follow(user, "")) {
      long payment = paid(order());

      eventually(x -> assertThat(statuses(stream, payment)).endsWith("succeeded"));
    }
  }

  @Test
  void aProcessIsWokenByOthers() {
    long payment = paid(order());
    eventually(x -> assertThat(channel.isListening()).isTrue());
    try (var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      tables()
          .change(
              """
              do $$ begin
                update payment set review_reason = 'by another' where id = %d;
                perform pg_notify('paydesk_changes', 'another process');
              end $$
              """
                  .formatted(payment));

      eventually(x -> assertThat(stream.raw()).contains("by another"));
    }
  }

  @Test
  void aProcessThatListensAgainLooksAtOnce() {
    long payment = paid(order());
    try (var stream = follow(user, "")) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      eventually(x -> assertThat(channel.isListening()).isTrue());
      tables().change("update payment set review_reason = 'meanwhile' where id = ?", payment);
      tables()
          .text(
              "select count(pg_terminate_backend(pid)) from pg_stat_activity where query like 'listen %' or query like 'notify %'");

      eventually(x -> assertThat(stream.raw()).contains("meanwhile"));
    }
  }
}
