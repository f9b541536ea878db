package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long others respect a claim. */
@QuarkusTest
class LeaseTest extends PaydeskTest {

  /** Without a callback, so that the worker leaves it alone. */
  private static final String TYPE = "test.lease";

  private static final Duration LONG = Duration.ofSeconds(20);

  @Inject Inbox inbox;
  @Inject Lease lease;

  private final String id = "evt_" + UUID.randomUUID().toString().replace("-", "");
  private final UUID claim = UUID.randomUUID();

  @AfterEach
  void forget() {
    tables().change("delete from stripe_event where id = ?", id);
  }

  private List<ClaimedEvent> claimed() {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, created, body, status)
            values (?, ?, false, now(), '{}', 'waiting')
            """,
            id,
            TYPE);
    return claim(claim);
  }

  private List<ClaimedEvent> claim(UUID by) {
    return inbox.claim(by, 10, new String[] {TYPE}, Inbox.Room.FOR_ALL).await().atMost(LONG);
  }

  private String row(String expression) {
    return tables().text("select " + expression + " from stripe_event where id = ?", id);
  }

  private void letTheLeaseEnd() {
    tables().change("update stripe_event set next_attempt_at = now() where id = ?", id);
  }

  @Test
  void eventsOfADeadProcessAreDueAgainWithinSeconds() {
    assertThat(claimed()).hasSize(1);

    assertThat(row("next_attempt_at > now() and next_attempt_at <= now() + interval '15 seconds'"))
        .isEqualTo("t");
    assertThat(claim(UUID.randomUUID())).isEmpty();
    letTheLeaseEnd();
    assertThat(claim(UUID.randomUUID())).extracting(ClaimedEvent::id).containsExactly(id);
  }

  @Test
  void aLiveProcessKeepsItsClaim() {
    var events = claimed();
    var before = row("next_attempt_at");

    var work =
        lease.during(claim, events, () -> Uni.createFrom().nothing()).subscribe().with(x -> {});

    eventually(x -> assertThat(row("next_attempt_at > '" + before + "'")).isEqualTo("t"));
    assertThat(row("claim")).isEqualTo(claim.toString());
    work.cancel();
  }

  @Test
  void aClaimThatAnotherTookOverIsNotRenewed() {
    var events = claimed();
    letTheLeaseEnd();
    var other = UUID.randomUUID();
    claim(other);
    var before = row("next_attempt_at");

    inbox.renew(claim, events).await().atMost(LONG);

    assertThat(row("next_attempt_at")).isEqualTo(before);
    assertThat(row("claim")).isEqualTo(other.toString());
  }

  @Test
  void renewalSkipsRowsThatAreBeingApplied() throws Exception {
    var events = claimed();
    var before = row("next_attempt_at");
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres")) {
      connection.setAutoCommit(false);
      try (var applying =
          connection.prepareStatement("select from stripe_event where id = ? for update")) {
        applying.setString(1, id);
        applying.execute();

        inbox.renew(claim, events).await().atMost(LONG);
      }
    }

    assertThat(row("next_attempt_at")).isEqualTo(before);
  }

  @Test
  void onlyAnAttemptThatEndedWithItsProcessCountsAsLost() {
    claimed();
    letTheLeaseEnd();
    var again = UUID.randomUUID();
    var taken = claim(again);
    assertThat(taken).extracting(ClaimedEvent::lost).containsExactly(1);

    inbox.putBack(again, taken, "busy").await().atMost(LONG);

    assertThat(row("lost || ' ' || attempts || ' ' || last_error")).isEqualTo("0 2 busy");
    letTheLeaseEnd();
    assertThat(claim(UUID.randomUUID())).extracting(ClaimedEvent::lost).containsExactly(0);
  }

  @Test
  void anEventThatIsReleasedUsesNoAttempt() {
    inbox.release(claim, claimed()).await().atMost(LONG);

    assertThat(row("attempts || ' ' || coalesce(claim::text, 'free')")).isEqualTo("0 free");
  }
}
