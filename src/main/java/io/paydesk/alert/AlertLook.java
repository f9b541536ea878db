package io.paydesk.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.alert.AlertBook.Change;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks every minute whether something is unusual, and says so once: when it begins, and when it
 * has ended. Any number of processes may look.
 */
@Singleton
class AlertLook {

  private static final Logger LOG = Logger.getLogger(AlertLook.class);

  /** An answer that never comes must not be the last look. PostgreSQL is given half a minute. */
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

  /** A rule that cannot be looked at keeps no other from it, and is looked at again next time. */
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
                    failure, "%s could not be looked at; it is next time", rule.kind().text()))
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

  /** After the commit: nothing is told that did not happen. */
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

  /** A user's id may be any text. */
  static String inOneLine(String subject) {
    return subject.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
