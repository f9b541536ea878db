package io.paydesk.alert;

import jakarta.inject.Singleton;
import java.util.List;

/**
 * All rules. Each reads only the rows of its window, from an index on their time: see the migration
 * that made the table of alerts.
 */
@Singleton
class AlertRules {

  /** An order's own, or else the setting: what nobody names is never refused. */
  private static final String REFUSED_CONFIGURATIONS =
      """
      select subject, count(*) as observed from (
        select coalesce(o.payment_method_configuration, '%1$s') as subject
        from payment p join orders o on o.id = p.order_id
        where p.failure_param = '%2$s' and p.created_at > $1 and p.created_at <= $2
        union all
        select coalesce(o.payment_method_configuration, '%1$s')
        from recurring_payment r join orders o on o.id = r.order_id
        where r.failure_param = '%2$s' and r.created_at > $1 and r.created_at <= $2
        union all
        select '%1$s' from setup_intent
        where failure_param = '%2$s' and created_at > $1 and created_at <= $2) refused
      group by subject having count(*) >= $3
      """
          .formatted(AlertSentence.CONFIGURATION_SETTING, "payment_method_configuration");

  private final List<AlertRule> all;

  AlertRules(AlertConfig config) {
    all =
        List.of(
            new AlertRule(
                AlertKind.REFUND_RATE,
                config.refundPercent(),
                config.refundWindow(),
                Rate.REFUNDS.above(100, config.refundLeast())),
            new AlertRule(
                AlertKind.DISPUTE_RATE,
                config.disputePermille(),
                config.disputeWindow(),
                Rate.DISPUTES.above(1000, config.disputeLeast())),
            new AlertRule(
                AlertKind.DISPUTES,
                config.disputes(),
                config.disputesWindow(),
                """
                select '' as subject, count(*) as observed from dispute
                where created_at > $1 and created_at <= $2
                having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.FRAUD_WARNINGS,
                config.fraudWarnings(),
                config.fraudWarningsWindow(),
                """
                select '' as subject, count(*) as observed from fraud_warning
                where created_at > $1 and created_at <= $2
                having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.UNFAMILIAR_STATUSES,
                config.unfamiliarStatuses(),
                config.unfamiliarStatusesWindow(),
                """
                select 'dispute ' || status as subject, count(*) as observed from dispute
                where status not in ('needs_response', 'under_review', 'won', 'lost', 'prevented',
                    'warning_needs_response', 'warning_under_review', 'warning_closed',
                    'appeal_needs_response', 'appeal_under_review')
                  and updated_at > $1 and updated_at <= $2
                group by status having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.REVIEWS,
                config.reviews(),
                config.reviewsWindow(),
                """
                select reason as subject, count(*) as observed
                from orders, unnest(string_to_array(review_reason, ', ')) reason
                where reviewed_at > $1 and reviewed_at <= $2
                group by reason having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.USER_DECLINES,
                config.userDeclines(),
                config.userDeclinesWindow(),
                declinesBy("user_id")),
            new AlertRule(
                AlertKind.CARD_DECLINES,
                config.cardDeclines(),
                config.cardDeclinesWindow(),
                declinesBy("card_fingerprint")),
            new AlertRule(
                AlertKind.WRONG_MODE,
                config.wrongMode(),
                config.wrongModeWindow(),
                """
                select '' as subject, count(*) as observed from stripe_event
                where reason = 'wrong-mode' and received_at > $1 and received_at <= $2
                having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.UNHANDLED_EVENTS,
                config.unhandledEvents(),
                config.unhandledEventsWindow(),
                """
                select type as subject, count(*) as observed from stripe_event
                where reason = 'unhandled-type' and received_at > $1 and received_at <= $2
                group by type having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.ACTIONFLOW_FAILURES,
                config.actionflowFailures(),
                config.actionflowFailuresWindow(),
                """
                select target as subject, count(*) as observed from actionflow_run
                where status = 'failed' and finished_at > $1 and finished_at <= $2
                group by target having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.ENDPOINTS_PAUSED,
                config.endpointsPaused(),
                config.endpointsPausedWindow(),
                """
                select '' as subject, count(*) as observed from actionflow_endpoint
                where status = 'paused' and failing_since is not null
                  and updated_at > $1 and updated_at <= $2
                having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.EVENTS_FAILED,
                config.eventsFailed(),
                config.eventsFailedWindow(),
                """
                select type as subject, count(*) as observed from stripe_event
                where status = 'failed' and finished_at > $1 and finished_at <= $2
                group by type having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.EVENTS_WAITING,
                config.eventsWaiting(),
                config.eventsWaitingWindow(),
                """
                select type as subject, count(*) as observed from stripe_event
                where status = 'waiting' and waiting_since <= $1 and $2 > $1
                group by type having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.REFUSED_KEYS,
                config.refusedKeys(),
                config.refusedKeysWindow(),
                """
                select '' as subject, count(*) as observed from api_key
                where last_refused_at > $1 and last_refused_at <= $2
                having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.AUTHORIZATION_EXPIRES,
                config.authorizationExpires(),
                config.authorizationExpiresWindow(),
                """
                select '' as subject, count(*) as observed from payment
                where status = 'authorized' and capture_before <= $2::timestamptz + ($2 - $1)
                having count(*) >= $3
                """),
            new AlertRule(
                AlertKind.REFUSED_CONFIGURATIONS,
                config.refusedConfigurations(),
                config.refusedConfigurationsWindow(),
                REFUSED_CONFIGURATIONS),
            new AlertRule(
                AlertKind.UNKEPT_METHODS,
                config.unkeptMethods(),
                config.unkeptMethodsWindow(),
                """
                select '' as subject, count(*) as observed from recurring_payment
                where methods_refused_at > $1 and methods_refused_at <= $2
                  and status not in ('canceled', 'incomplete_expired')
                having count(*) >= $3
                """));
  }

  private static String declinesBy(String column) {
    return """
    select %1$s as subject, count(*) as observed from payment_decline
    where %1$s is not null and declined_at > $1 and declined_at <= $2
    group by %1$s having count(*) >= $3
    """
        .formatted(column);
  }

  List<AlertRule> all() {
    return all;
  }

  AlertRule of(AlertKind kind) {
    return all.stream().filter(rule -> rule.kind() == kind).findFirst().orElseThrow();
  }
}
