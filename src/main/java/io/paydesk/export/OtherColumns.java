package io.paydesk.export;

import io.paydesk.actionflow.RunView;
import io.paydesk.audit.AuditView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.webhook.StripeEventView;
import org.jspecify.annotations.Nullable;

/** The columns of what is no sum of money, each called as in the answers of the API. */
final class OtherColumns {

  private OtherColumns() {}

  static final Csv<RecurringPaymentView> SUBSCRIPTIONS =
      new Csv<RecurringPaymentView>()
          .column("id", RecurringPaymentView::id)
          .column("createdAt", RecurringPaymentView::createdAt)
          .column("status", recurring -> recurring.status().text())
          .column("priceId", RecurringPaymentView::priceId)
          .column("quantity", RecurringPaymentView::quantity)
          .column("orderId", RecurringPaymentView::orderId)
          .column("userId", RecurringPaymentView::userId)
          .column("subscriptionId", RecurringPaymentView::subscriptionId)
          .column("currentPeriodStart", RecurringPaymentView::currentPeriodStart)
          .column("currentPeriodEnd", RecurringPaymentView::currentPeriodEnd)
          .column("trialEnd", RecurringPaymentView::trialEnd)
          .column("cancelAtPeriodEnd", RecurringPaymentView::cancelAtPeriodEnd)
          .column("endsAt", RecurringPaymentView::endsAt)
          .column("end.reason", recurring -> reason(recurring.end()))
          .column("end.feedback", recurring -> feedback(recurring.end()))
          .column("canceledAt", RecurringPaymentView::canceledAt)
          .column("failure.code", recurring -> code(recurring.failure()))
          .column("failure.declineCode", recurring -> declineCode(recurring.failure()))
          .column("updatedAt", RecurringPaymentView::updatedAt);

  static final Csv<StripeEventView> EVENTS =
      new Csv<StripeEventView>()
          .column("id", StripeEventView::id)
          .column("receivedAt", StripeEventView::receivedAt)
          .column("created", StripeEventView::created)
          .column("status", event -> event.status().text())
          .column("type", StripeEventView::type)
          .column("objectId", StripeEventView::objectId)
          .column("reason", StripeEventView::reason)
          .column("attempts", StripeEventView::attempts)
          .column("lastError", StripeEventView::lastError)
          .column("nextAttemptAt", StripeEventView::nextAttemptAt)
          .column("livemode", StripeEventView::livemode)
          .column("apiVersion", StripeEventView::apiVersion)
          .column("finishedAt", StripeEventView::finishedAt);

  static final Csv<RunView> RUNS =
      new Csv<RunView>()
          .column("id", RunView::id)
          .column("createdAt", RunView::createdAt)
          .column("status", run -> run.status().text())
          .column("flow", run -> run.flow().text())
          .column("transition", RunView::transition)
          .column("subject", RunView::subject)
          .column("target", RunView::target)
          .column("orderId", RunView::orderId)
          .column("userId", RunView::userId)
          .column("reason", RunView::reason)
          .column("attempts", RunView::attempts)
          .column("nextAttemptAt", RunView::nextAttemptAt)
          .column("lastError", RunView::lastError)
          .column("runId", RunView::runId)
          .column("finishedAt", RunView::finishedAt);

  static final Csv<AuditView> AUDIT =
      new Csv<AuditView>()
          .column("id", AuditView::id)
          .column("at", AuditView::at)
          .column("caller", AuditView::caller)
          .column("role", AuditView::role)
          .column("address", AuditView::address)
          .column("operation", AuditView::operation)
          .column("path", AuditView::path)
          .column("subject", AuditView::subject)
          .column("status", AuditView::status)
          .column("problem", AuditView::problem)
          .column("note", AuditView::note);

  private static @Nullable String reason(RecurringPaymentView.@Nullable End end) {
    return end == null ? null : end.reason();
  }

  private static @Nullable String feedback(RecurringPaymentView.@Nullable End end) {
    return end == null ? null : end.feedback();
  }

  private static @Nullable String code(RecurringPaymentView.@Nullable Failure failure) {
    return failure == null ? null : failure.code();
  }

  private static @Nullable String declineCode(RecurringPaymentView.@Nullable Failure failure) {
    return failure == null ? null : failure.declineCode();
  }
}
