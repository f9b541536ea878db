package io.paydesk.about;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.about.HealthView.Check;
import jakarta.json.Json;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class HealthWordsTest {

  private static HealthView said(String probe) {
    return HealthWords.of(Json.createReader(new StringReader(probe)).readObject());
  }

  @Test
  void eachCheckIsSaidInWords() {
    var health =
        said(
            """
            {"status": "UP", "checks": [
              {"name": "Calls to Stripe", "status": "UP",
                "data": {"active": 3, "queued": 1, "silentSeconds": 0}},
              {"name": "Reactive PostgreSQL connections health check", "status": "UP"},
              {"name": "Listener for changed rows", "status": "UP", "data": {"listening": true}}]}
            """);

    assertThat(health.ready()).isTrue();
    assertThat(health.checks())
        .containsExactly(
            new Check(
                "Calls to Stripe",
                true,
                "Threads are free to ask Stripe; 3 calls are under way, and 1 wait"),
            new Check("Listener for changed rows", true, "Changes reach streams at once"),
            new Check("PostgreSQL", true, "The database answers"));
  }

  @Test
  void whatDoesNotWorkSaysSince() {
    var health =
        said(
            """
            {"status": "DOWN", "checks": [
              {"name": "Calls to Stripe", "status": "DOWN",
                "data": {"active": 64, "queued": 1000, "silentSeconds": 31}},
              {"name": "Reactive PostgreSQL connections health check", "status": "DOWN"},
              {"name": "Of an app's own", "status": "DOWN"}]}
            """);

    assertThat(health.ready()).isFalse();
    assertThat(health.checks()).noneMatch(Check::works);
    assertThat(health.checks())
        .extracting(Check::says)
        .containsExactly(
            "All threads wait for Stripe, without an answer for 31 s; 64 calls are under way, and"
                + " 1000 wait",
            "Does not work",
            "The database does not answer");
  }

  /** Streams are slower then, and nothing is lost. */
  @Test
  void aLostListenerIsNoFailure() {
    var health =
        said(
            """
            {"status": "UP", "checks": [
              {"name": "Listener for changed rows", "status": "UP", "data": {"listening": false}}]}
            """);

    assertThat(health.checks())
        .singleElement()
        .satisfies(check -> assertThat(check.says()).contains("within a second"));
  }

  @Test
  void withoutChecksThereIsNothingToSay() {
    assertThat(said("{\"status\": \"UP\"}").checks()).isEmpty();
  }
}
