package io.paydesk.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.alert.AlertBook.Change;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks every minute for anything unusual, and reports it twice: when it begins and when it has
 * ended. Several processes may look at once.
 */
@Singleton
class AlertLook {

  private static final Logger LOG = Logger.getLogger(AlertLook.class);

  /**
   * PostgreSQL is given half a minute. Without a limit, an answer that never comes would end the
   * looks.
   */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final AlertRules rules;
  private final AlertBook book;
  private final AlertMeters gauges;
  private final MeterRegistry meters;

  AlertLook(AlertRules rules, AlertBook book, AlertMeters gauges, MeterRegistry meters) {
    this.rules = rules;
    this.book = book;
    this.gauges = gauges;
    this.meters = meters;
    rules.all().forEach(rule -> raised(rule.kind(), 0));
  }

  @ScheduledRound
  @Scheduled(
      every = "${paydesk.alert.every}",
      delayed = "10s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return Multi.createFrom()
        .iterable(rules.all())
        .onItem()
        .transformToUniAndConcatenate(this::guarded)
        .collect()
        .asList()
        .flatMap(looked -> readGauges());
  }

  /** A rule that fails does not keep the others from their look, and is tried again next time. */
  private Uni<Boolean> guarded(AlertRule rule) {
    return book.look(rule)
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .invoke(changes -> publish(rule, changes))
        .replaceWith(true)
        .onFailure()
        .invoke(
            failure ->
                LOG.errorf(
                    failure,
                    "The rule %s could not be checked; it is tried again at the next look",
                    rule.kind().text()))
        .onFailure()
        .recoverWithItem(false);
  }

  private Uni<Void> readGauges() {
    return gauges
        .read()
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .onFailure()
        .invoke(failure -> LOG.error("The gauges of alerts could not be read", failure))
        .onFailure()
        .recoverWithNull();
  }

  /** Called after the commit, so that only what happened is reported. */
  void publish(AlertRule rule, List<Change> changes) {
    for (var change : changes) {
      if (change.raised()) {
        raised(rule.kind(), 1);
        LOG.warnf(
            "Alert %d raised: kind=%s subject='%s' observed=%d threshold=%d unit=%s window=%ds",
            change.id(),
            rule.kind().text(),
            inOneLine(change.subject()),
            change.observed(),
            rule.threshold(),
            rule.kind().unit().text(),
            rule.window().toSeconds());
      } else {
        LOG.infof(
            "Alert %d ended: kind=%s subject='%s'",
            change.id(), rule.kind().text(), inOneLine(change.subject()));
      }
    }
  }

  private void raised(AlertKind kind, int more) {
    meters.counter("paydesk.alerts.raised", "kind", kind.text()).increment(more);
  }

  /** A user's id may hold line breaks. */
  static String inOneLine(String subject) {
    return subject.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
