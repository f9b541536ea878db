package io.paydesk.alert;

import static io.paydesk.alert.AlertKind.CARD_DECLINES;
import static io.paydesk.alert.AlertKind.USER_DECLINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.alert.AlertBook.Change;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An alert begins once, continues in silence and ends once. */
@QuarkusTest
class AlertLookTest extends AlertTest {

  @Inject AlertLook look;
  @Inject MeterRegistry meters;
  @Inject Pool pool;

  private String alert(String columns) {
    return tables()
        .text(
            "select concat_ws(' ', " + columns + ") from alert where subject = ? order by id desc",
            user);
  }

  @Test
  void anAlertThatGoesOnIsNotRaisedAgainAndShowsTheNewNumber() {
    declines(5, user, null);
    assertThat(look(USER_DECLINES)).filteredOn(Change::raised).hasSize(1);
    assertThat(alert("observed, threshold, window_seconds, ended_at")).isEqualTo("5 5 3600");
    declines(2, user, null);

    assertThat(look(USER_DECLINES)).isEmpty();

    assertThat(alert("observed, threshold, window_seconds, ended_at")).isEqualTo("7 5 3600");
    assertThat(alert("last_seen_at > raised_at")).isEqualTo("t");
  }

  @Test
  void anAlertEndsOnceAndKeepsItsLastNumber() {
    declines(5, user, null);
    look(USER_DECLINES);

    var changes = lookAt(USER_DECLINES, now.plusHours(1));

    assertThat(changes).extracting(Change::raised, Change::subject).contains(tuple(false, user));
    assertThat(alert("observed, ended_at >= last_seen_at")).isEqualTo("5 t");
    assertThat(lookAt(USER_DECLINES, now.plusHours(1))).isEmpty();
  }

  @Test
  void aSubjectThatCrossesTheThresholdAgainGetsANewAlert() {
    declines(5, user, null);
    look(USER_DECLINES);
    lookAt(USER_DECLINES, now.plusHours(1));

    assertThat(look(USER_DECLINES)).filteredOn(Change::raised).hasSize(1);

    assertThat(tables().number("select count(*) from alert where subject = ?", user)).isEqualTo(2);
    assertThat(openAlerts(USER_DECLINES, user)).isEqualTo(1);
  }

  @Test
  void oneSubjectDoesNotEndAnother() {
    declines(5, user, null);
    look(USER_DECLINES);
    declines(5, user + "-2", null);

    assertThat(look(USER_DECLINES)).extracting(Change::subject).containsExactly(user + "-2");

    assertThat(openAlerts(USER_DECLINES, user)).isEqualTo(1);
  }

  @Test
  void aRuleThatIsTurnedOffRaisesNothingAndEndsWhatItRaised() {
    declines(5, user, null);
    look(USER_DECLINES);
    declines(5, user + "-2", null);
    var off = rules("user-declines", "0").of(USER_DECLINES);

    var changes = await(() -> book.look(off, now));

    assertThat(changes).extracting(Change::raised, Change::subject).contains(tuple(false, user));
    assertThat(changes).noneMatch(Change::raised);
    assertThat(await(() -> book.look(off, now))).isEmpty();
  }

  @Test
  void everyRuleObeysItsSettingsAndCanBeTurnedOff() {
    var settings =
        List.of(
            "refund-percent",
            "dispute-permille",
            "disputes",
            "reviews",
            "user-declines",
            "card-declines",
            "wrong-mode",
            "actionflow-failures",
            "endpoints-paused",
            "fraud-warnings",
            "unfamiliar-statuses",
            "events-failed",
            "events-waiting",
            "unhandled-events",
            "refused-keys",
            "authorization-expires",
            "refused-configurations",
            "unkept-methods");
    assertThat(settings).hasSameSizeAs(AlertKind.values());
    for (var setting : settings) {
      assertThat(rules(setting, "0").all())
          .as(setting)
          .filteredOn(rule -> rule.threshold() == 0)
          .hasSize(1);
    }

    var other = rules("user-declines", "6").of(USER_DECLINES);
    declines(5, user, null);
    assertThat(await(() -> book.look(other, now))).noneMatch(Change::raised);
    declines(1, user, null);
    assertThat(await(() -> book.look(other, now))).anyMatch(Change::raised);
    assertThat(rules("user-declines-window", "2H").of(USER_DECLINES).window())
        .isEqualTo(Duration.ofHours(2));
  }

  private static AlertRules rules(String setting, String value) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(AlertConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withDefaultValue("paydesk.alert." + setting, value)
            .build();
    return new AlertRules(config.getConfigMapping(AlertConfig.class));
  }

  @Test
  void replicasThatLookAtOnceRaiseOneAlert() {
    declines(5, user, null);
    var rule = rules.of(USER_DECLINES);

    var changes =
        await(
            () ->
                Multi.createFrom()
                    .iterable(IntStream.range(0, 16).boxed().toList())
                    .onItem()
                    .transformToUni(i -> book.look(rule, now))
                    .merge(16)
                    .collect()
                    .asList());

    assertThat(changes.stream().flatMap(List::stream).filter(Change::raised)).hasSize(1);
    assertThat(openAlerts(USER_DECLINES, user)).isEqualTo(1);
  }

  @Test
  void whileAnotherReplicaLooksThereIsNothingToDo() throws SQLException {
    declines(5, user, null);
    try (var other = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres")) {
      other.setAutoCommit(false);
      other
          .createStatement()
          .execute(
              "select pg_advisory_xact_lock(hashtext('paydesk.alert'), hashtext('user_declines'))");

      assertThat(look(USER_DECLINES)).isEmpty();

      other.rollback();
    }
    assertThat(look(USER_DECLINES)).filteredOn(Change::raised).hasSize(1);
  }

  @Test
  void ofVeryManySubjectsTheGreatestAreRaisedFirst() {
    long payment = payments(1, "pending", now);
    tables()
        .change(
            """
            insert into payment_decline (id, payment_id, user_id, card_fingerprint, declined_at)
            select 'ch_' || gen_random_uuid(), ?, ?, ? || '-' || card, ?
            from generate_series(1, 101) card, generate_series(1, 5 + (card = 99)::int) try
            """,
            payment,
            user,
            user,
            now);

    var first = look(CARD_DECLINES).stream().filter(Change::raised).toList();
    var second = look(CARD_DECLINES);

    assertThat(first).hasSize(AlertBook.MOST_AT_ONCE);
    assertThat(first).extracting(Change::subject).contains(user + "-99");
    assertThat(second).hasSize(1).allMatch(Change::raised);
    assertThat(look(CARD_DECLINES)).isEmpty();
  }

  @Test
  void anAlertIsLoggedOnceAndShowsInTheMetrics() {
    var records = new ArrayList<LogRecord>();
    var listener = listener(records);
    var logger = Logger.getLogger(AlertLook.class.getName());
    double before = raised(USER_DECLINES);
    logger.addHandler(listener);
    try {
      var name = user + "\nFATAL all is lost";
      for (int i = 0; i < 5; i++) {
        decline(name, null, OffsetDateTime.now());
      }

      lookNow();
      lookNow();
      assertThat(lines(records, Level.WARNING))
          .singleElement()
          .asString()
          .contains(
              "kind=user_declines subject='%s?FATAL all is lost' observed=5 threshold=5 unit=count window=3600s"
                  .formatted(user));
      assertThat(raised(USER_DECLINES)).isGreaterThanOrEqualTo(before + 1);
      assertThat(open(USER_DECLINES)).isEqualTo(countOpen(USER_DECLINES)).isPositive();

      tables().change("delete from payment_decline where user_id = ?", name);
      lookNow();
      lookNow();
      assertThat(lines(records, Level.INFO))
          .singleElement()
          .asString()
          .contains("ended: kind=user_declines subject='" + user);
      assertThat(open(USER_DECLINES)).isEqualTo(countOpen(USER_DECLINES));
    } finally {
      logger.removeHandler(listener);
    }
  }

  private void lookNow() {
    await(() -> look.look());
  }

  private double raised(AlertKind kind) {
    return meters.counter("paydesk.alerts.raised", "kind", kind.text()).count();
  }

  private long open(AlertKind kind) {
    return (long) meters.get("paydesk.alerts.open").tag("kind", kind.text()).gauge().value();
  }

  private long countOpen(AlertKind kind) {
    return tables()
        .number("select count(*) from alert where kind = ? and ended_at is null", kind.text());
  }

  /** What was logged about this test's user. */
  private List<String> lines(List<LogRecord> records, Level level) {
    return records.stream()
        .filter(record -> record.getLevel().intValue() == level.intValue())
        .map(record -> String.format(record.getMessage(), record.getParameters()))
        .filter(line -> line.contains(user))
        .toList();
  }

  private static Handler listener(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        records.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void aRuleThatFailsDoesNotBlockTheOthersAndIsRetried() {
    for (int i = 0; i < 5; i++) {
      decline(user, null, OffsetDateTime.now());
    }
    dispute(payments(1, "succeeded", now), "needs_response");
    tables().change("update dispute set created_at = now() where user_id = ?", user);
    tables().change("update alert set ended_at = now() where ended_at is null");
    tables().change("alter table payment_decline rename to payment_decline_elsewhere");
    try {
      lookNow();

      assertThat(openAlerts(AlertKind.DISPUTES, "")).isEqualTo(1);
      assertThat(openAlerts(USER_DECLINES, user)).isZero();
    } finally {
      tables().change("alter table payment_decline_elsewhere rename to payment_decline");
    }
    lookNow();

    assertThat(openAlerts(USER_DECLINES, user)).isEqualTo(1);
  }

  @Test
  void theRatesAreMeasuredInPerMille() {
    payments(1, "succeeded", OffsetDateTime.now());
    long refunded = payments(1, "refunded", OffsetDateTime.now());
    refund(refunded, "succeeded");
    dispute(refunded, "lost");
    tables().change("update refund set created_at = now() where user_id = ?", user);
    tables().change("update dispute set opened_at = now() where user_id = ?", user);

    // Rows of other tests may come or grow too old between the look and the count.
    eventually(
        x -> {
          lookNow();
          assertThat(rate("paydesk.refund.rate.permille")).isEqualTo(expected(Rate.REFUNDS, 7));
          assertThat(rate("paydesk.dispute.rate.permille")).isEqualTo(expected(Rate.DISPUTES, 30));
        });
  }

  private long rate(String name) {
    return (long) meters.get(name).gauge().value();
  }

  /** The same number from all tests' rows, counted in another way. */
  private long expected(Rate rate, int days) {
    var part =
        rate == Rate.REFUNDS
            ? "select count(*) from payment p where exists (select from refund r where r.payment_id = p.id"
                + " and r.status in ('pending', 'succeeded') and r.created_at > now() - ? * interval '1 day')"
            : "select count(*) from dispute where status not like 'warning%' and opened_at > now() - ? * interval '1 day'";
    var whole =
        "select count(*) from payment where status in ('succeeded', 'partially_refunded', 'refunded')"
            + " and created_at > now() - ? * interval '1 day'";
    return tables().number("select (%s) * 1000 / (%s)".formatted(part, whole), days, days);
  }

  @Test
  void withoutPaymentsARateIsNotANumber() {
    assertThat(await(() -> rateAt(now.minusDays(40)))).isNull();
  }

  private Uni<Long> rateAt(OffsetDateTime when) {
    return pool.preparedQuery(Rate.REFUNDS.perMille())
        .execute(Tuple.of(when.minusDays(1), when))
        .map(rows -> rows.iterator().next().getLong("rate"));
  }

  /** Of a newer release, whose pods and ours share the tables while they are replaced. */
  @Test
  void anAlertOfAKindThatThisReleaseDoesNotKnowIsLeftOutOfTheList() {
    var kinds =
        tables()
            .text(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'alert_kind_check'");
    tables().change("alter table alert drop constraint alert_kind_check");
    try {
      tables()
          .change(
              """
              insert into alert (kind, subject, observed, threshold, window_seconds, raised_at, last_seen_at)
              values ('moonlight', ?, 1, 1, 60, now(), now())
              """,
              user);

      asAdmin()
          .get("/v1/alerts?limit=100")
          .then()
          .statusCode(200)
          .body("data.kind", not(hasItem("moonlight")));
    } finally {
      tables().change("delete from alert where kind = 'moonlight'");
      tables().change("alter table alert add constraint alert_kind_check " + kinds);
    }
  }
}
