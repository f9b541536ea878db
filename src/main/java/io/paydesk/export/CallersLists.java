package io.paydesk.export;

import io.paydesk.actionflow.RunQuery;
import io.paydesk.actionflow.RunView;
import io.paydesk.actionflow.Runs;
import io.paydesk.audit.AuditQuery;
import io.paydesk.audit.AuditReader;
import io.paydesk.audit.AuditView;
import io.paydesk.caller.Caller;
import io.paydesk.dispute.DisputeQuery;
import io.paydesk.dispute.DisputeReader;
import io.paydesk.dispute.DisputeView;
import io.paydesk.listing.Listed;
import io.paydesk.order.OrderQuery;
import io.paydesk.order.OrderReader;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentQuery;
import io.paydesk.payment.PaymentReader;
import io.paydesk.payment.PaymentView;
import io.paydesk.problem.Refusal;
import io.paydesk.recurring.RecurringPaymentQuery;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.recurring.RecurringReader;
import io.paydesk.refund.RefundQuery;
import io.paydesk.refund.RefundReader;
import io.paydesk.refund.RefundView;
import io.paydesk.webhook.StripeEventQuery;
import io.paydesk.webhook.StripeEventView;
import io.paydesk.webhook.StripeEvents;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/**
 * All lists, filtered, as the caller of this request may see them. A caller without a name is
 * refused: {@link Refusal} {@code token-without-subject}.
 */
@Singleton
class CallersLists {

  private final OrderReader orders;
  private final PaymentReader payments;
  private final RefundReader refunds;
  private final DisputeReader disputes;
  private final RecurringReader subscriptions;
  private final StripeEvents events;
  private final Runs runs;
  private final AuditReader audit;
  private final SecurityIdentity identity;

  CallersLists(
      OrderReader orders,
      PaymentReader payments,
      RefundReader refunds,
      DisputeReader disputes,
      RecurringReader subscriptions,
      StripeEvents events,
      Runs runs,
      AuditReader audit,
      SecurityIdentity identity) {
    this.orders = orders;
    this.payments = payments;
    this.refunds = refunds;
    this.disputes = disputes;
    this.subscriptions = subscriptions;
    this.events = events;
    this.runs = runs;
    this.audit = audit;
    this.identity = identity;
  }

  Listed<OrderView> orders(OrderQuery query) {
    return orders.listed(caller(), query);
  }

  Listed<PaymentView> payments(PaymentQuery query) {
    return payments.listed(caller(), query);
  }

  Listed<RefundView> refunds(RefundQuery query) {
    return refunds.listed(caller(), query);
  }

  Listed<DisputeView> disputes(DisputeQuery query) {
    return disputes.listed(caller(), query);
  }

  Listed<RecurringPaymentView> subscriptions(RecurringPaymentQuery query) {
    return subscriptions.listed(caller(), query);
  }

  Listed<StripeEventView> events(StripeEventQuery query) {
    caller();
    return events.listed(query);
  }

  Listed<RunView> runs(RunQuery query) {
    caller();
    return runs.listed(query);
  }

  Listed<AuditView> audit(AuditQuery query) {
    caller();
    return audit.listed(query);
  }

  private Caller caller() {
    return Caller.of(identity);
  }
}
