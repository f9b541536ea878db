package io.paydesk.recurring;

import io.paydesk.stripe.StripeRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A subscription at Stripe that a user pays an order by, again and again. */
@Entity
@Table(name = "recurring_payment")
public class RecurringPayment extends StripeRow {

  @Column(name = "order_id")
  public long orderId;

  @Column(name = "user_id")
  public String userId;

  @Column(name = "price_id")
  public String priceId;

  public int quantity = 1;

  @Column(name = "trial_days")
  public Integer trialDays;

  public RecurringPaymentStatus status = RecurringPaymentStatus.CREATED;

  @Column(name = "subscription_id")
  public String subscriptionId;

  @Column(name = "customer_id")
  public String customerId;

  @Column(name = "current_period_start")
  public Instant currentPeriodStart;

  @Column(name = "current_period_end")
  public Instant currentPeriodEnd;

  @Column(name = "trial_end")
  public Instant trialEnd;

  @Column(name = "cancel_at_period_end")
  public boolean cancelAtPeriodEnd;

  @Column(name = "canceled_at")
  public Instant canceledAt;

  @Column(name = "pending_setup_intent")
  public String pendingSetupIntent;

  @Column(name = "latest_invoice_id")
  public String latestInvoiceId;

  @Column(name = "failure_code")
  public String failureCode;

  @Column(name = "failure_decline_code")
  public String failureDeclineCode;

  @Column(name = "failure_message")
  public String failureMessage;

  @Column(name = "beside_another")
  public boolean besideAnother;

  @Column(name = "callback_processed")
  public boolean callbackProcessed;
}
