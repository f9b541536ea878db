package io.paydesk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class StartPhasesTest {

  private static final String LOG =
      """
      [0.048s][info][startuptime] Create VM, 0.0500000 secs
      2026-11-30 10:00:00,600 Build step ThreadPoolSetup.createExecutor completed in: 100ms
      2026-11-30 10:00:01,400 Build step ArcProcessor.notifyBeanContainerListeners completed in: 800ms
      2026-11-30 10:00:01,800 Build step FlywayProcessor.startActions completed in: 250ms
      2026-11-30 10:00:02,000 Build step HibernateOrmProcessor.startPersistenceUnits completed in: 200ms
      2026-11-30 10:00:02,100 Build step VertxHttpProcessor.openSocket completed in: 100ms
      """;

  @Test
  void eachSecondUntilTheFirstAnswerIsInOnePhase() {
    var begin = LocalDateTime.of(2026, 11, 30, 10, 0).atZone(ZoneId.systemDefault()).toInstant();

    var phases = StartPhases.of(LOG, begin, 2.25);

    assertThat(phases.get(StartPhase.JVM)).isEqualTo(0.05, within(1e-6));
    assertThat(phases.get(StartPhase.SETTINGS)).isEqualTo(0.45 + 0.15, within(1e-6));
    assertThat(phases.get(StartPhase.EXTENSIONS)).isEqualTo(0.1, within(1e-6));
    assertThat(phases.get(StartPhase.PERSISTENCE)).isEqualTo(1.0, within(1e-6));
    assertThat(phases.get(StartPhase.FLYWAY)).isEqualTo(0.25, within(1e-6));
    assertThat(phases.get(StartPhase.LISTEN)).isEqualTo(0.1, within(1e-6));
    assertThat(phases.get(StartPhase.ANSWER)).isEqualTo(0.15, within(1e-6));
    assertThat(phases.values().stream().mapToDouble(Double::doubleValue).sum())
        .isEqualTo(2.25, within(1e-6));
  }

  @Test
  void whatPrintsNoStepsHasNoPhases() {
    assertThat(StartPhases.of("started", java.time.Instant.now(), 0.2)).isEmpty();
  }

  @Test
  void figuresOfTheLastTablesAreComparedWhateverThePatchOfTheJdk() {
    var last =
        """
        | started on | first answer | memory then |
        |---|---|---|
        | JDK 17.0.15 | 4.00 s (3.00 to 5.00) | 349 MB (340 to 362) |

        | measure | a second |
        |---|---|
        | webhooks | 4,512 |
        """;
    var now =
        """
        | started on | first answer | memory then |
        |---|---|---|
        | JDK 17.0.19 | 3.00 s (2.00 to 4.00) | 349 MB (340 to 362) |
        """;

    assertThat(StartComparison.of(last, now).lines())
        .containsExactly(
            "| | last | now | change |",
            "|---|---|---|---|",
            "| JDK 17: first answer | 4.00 s | 3.00 s | -25 % |",
            "| JDK 17: memory then | 349 MB | 349 MB | +0 % |");
    assertThat(StartComparison.of("", now)).startsWith("No table");
  }
}
