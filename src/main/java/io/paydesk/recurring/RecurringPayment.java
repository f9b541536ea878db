package io.paydesk.recurring;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.SubscriptionSnapshot;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** A subscription at Stripe that a user pays an order by, again and again. */
@Entity
@Table(name = "recurring_payment")
public class RecurringPayment extends SoldRow {

  /** How its rows are locked. */
  public static final LockedOrders.Table<RecurringPayment> TABLE =
      new LockedOrders.Table<>(LockedOrders.Rank.RECURRING_PAYMENT, RecurringPayment.class);

  /** A webhook that never came shows by then. */
  private static final Duration PATIENT = Duration.ofHours(1);

  public long orderId;

  public String userId;

  public Integer trialDays;

  /** The price that a trial was given of, whatever it is changed to; null without a trial. */
  public String trialPriceId;

  public RecurringPaymentStatus status = RecurringPaymentStatus.CREATED;

  public String subscriptionId;

  public String customerId;

  /** What the app was told of it; null where that is not known. */
  @Embedded public Access access;

  public String pendingSetupIntent;

  /** The first one over zero that was paid; null until then. */
  public String firstInvoiceId;

  public Instant pastDueSince;

  public String latestInvoiceId;

  /** Of the last try to pay an invoice of it; null when there was none, or when it is overcome. */
  @Embedded
  @AttributeOverride(name = "code", column = @Column(name = "failure_code"))
  @AttributeOverride(name = "declineCode", column = @Column(name = "failure_decline_code"))
  @AttributeOverride(name = "message", column = @Column(name = "failure_message"))
  public StripeFailure failure;

  /** The latest try to pay an invoice of it that the app was told to have failed. */
  public String failedTry;

  /** What waits for its payment at Stripe; null when nothing. */
  @Embedded
  @AttributeOverride(name = "quantity", column = @Column(name = "pending_quantity"))
  @AttributeOverride(name = "until", column = @Column(name = "pending_until"))
  public PendingChange pending;

  /** How often it turned out to be live after all. */
  public int revivals;

  public boolean besideAnother;

  public RecurringPayment() {
    nextCheckAt = Instant.now().plus(URGENT);
  }

  /** An invoice of it was paid, so no failure stands any more. */
  void pay(String invoiceId, boolean isFirst) {
    if (isFirst) {
      firstInvoiceId = invoiceId;
    }
    failure = null;
  }

  void payFor(InvoiceLine line) {
    paidUntil = PaidTime.with(paidUntil, line);
  }

  /**
   * @param beside whether another one of the user's has that price already
   */
  void applyPrice(String itsPrice, boolean beside) {
    priceId = itsPrice;
    besideAnother = beside;
  }

  void fail(StripeFailure why) {
    failure = why;
  }

  void failTry(String failed, StripeFailure why) {
    failedTry = failed;
    failure = why;
  }

  void applyAccess(Access now) {
    access = now;
  }

  /** Whether the subscription may be this row's: the row has none yet, or this very one. */
  public boolean fits(SubscriptionSnapshot subscription) {
    return subscriptionId == null || subscriptionId.equals(subscription.id());
  }

  /**
   * Takes over an answer of Stripe's, unless a newer one is shown already. A subscription whose end
   * Stripe has told stays over.
   *
   * @param askedAt when it was asked for; null where only the end is told, which may be believed
   *     whenever it comes
   * @return whether it was taken over
   */
  boolean apply(SubscriptionSnapshot seen, Instant askedAt) {
    var next = RecurringPaymentStatus.ofStripe(seen.stripeStatus());
    boolean ends = next != null && !next.isLive();
    boolean isOld = askedAt != null && observedAt != null && askedAt.isBefore(observedAt);
    if (isOld && !ends || isOverAtStripe()) {
      return false;
    }
    if (isOnlyBelievedOver()) {
      failure = null;
      revivals += ends ? 0 : 1;
    }
    var endOfPeriod = currentPeriodEnd;
    var own = own(seen);
    if (pendingSetupIntent != null && seen.setupIntentId() == null) {
      // The card that was asked for is there, so the one that failed is overcome.
      failure = null;
    }
    subscriptionId = seen.id();
    stripeStatus = seen.stripeStatus();
    sell(seen);
    last(seen);
    pendingSetupIntent = seen.setupIntentId();
    latestInvoiceId = seen.latestInvoiceId();
    pending = PendingChange.of(seen, own);
    observedAt = askedAt == null || isOld ? observedAt : askedAt;
    if (next == null) {
      loseSight();
    } else if (next != status) {
      move(next, seen);
    }
    checkInvoices(!Objects.equals(currentPeriodEnd, endOfPeriod));
    return true;
  }

  /** An invoice that nobody tells of shows by then: after a period began, and after it ended. */
  private void checkInvoices(boolean renewed) {
    if (!status.isRunning() || change != null || currentPeriodEnd == null) {
      return;
    }
    if (renewed) {
      checkFrom(Instant.now().plus(PATIENT));
      return;
    }
    var after = currentPeriodEnd.plus(PATIENT.dividedBy(2));
    if (after.isAfter(Instant.now()) && nextCheckAt != null && nextCheckAt.isAfter(after)) {
      nextCheckAt = after;
    }
  }

  /** Nothing is left to learn of one that is over. */
  void rest() {
    if (!status.isLive()) {
      nextCheckAt = null;
    }
  }

  /**
   * @param seen null where Stripe does not know it any more
   */
  private void move(RecurringPaymentStatus next, SubscriptionSnapshot seen) {
    status = status.become(next, this);
    if (next == RecurringPaymentStatus.ACTIVE || next == RecurringPaymentStatus.TRIALING) {
      failure = null;
    }
    pastDueSince = next == RecurringPaymentStatus.PAST_DUE ? dueSince(seen) : null;
    if (!next.isLive()) {
      dropChange();
    }
    // Also after its end, for the last invoice; at once where an order waits for the answer.
    checkFrom(InvoicePolicy.isTrialEndedUnpaid(this) ? Instant.now() : Instant.now().plus(PATIENT));
  }

  /** By Stripe's own time, as an event may come late; that may be ahead of ours. */
  private Instant dueSince(SubscriptionSnapshot seen) {
    var now = Instant.now();
    var latest = seen.latestInvoice();
    var due = latest == null || latest.dueAt() == null ? now : latest.dueAt();
    return due.isBefore(now) ? due : now;
  }

  private boolean isOverAtStripe() {
    return !status.isLive() && !isOnlyBelievedOver();
  }

  /**
   * Whether it was concluded here that nothing is at Stripe, as Stripe refused to begin it or does
   * not know it any more. That was wrong if there is one after all.
   */
  boolean isOnlyBelievedOver() {
    var told = RecurringPaymentStatus.ofStripe(stripeStatus);
    return !status.isLive() && (told == null || told.isLive());
  }

  /** Stripe does not know it any more: deleted test data, or another account's. */
  void lose(StripeFailure why) {
    move(RecurringPaymentStatus.CANCELED, null);
    failure = why;
    pending = null;
    pendingSetupIntent = null;
  }

  /** Stripe refused to begin it: nothing is at Stripe. */
  void refuse(StripeFailure why) {
    status = status.become(RecurringPaymentStatus.CANCELED, this);
    failure = why;
    nextCheckAt = null;
  }

  boolean isRefused() {
    return subscriptionId == null && status == RecurringPaymentStatus.CANCELED;
  }

  /** Stripe does not know the customer, as the price was looked at just before. */
  boolean isRefusedAsMissing() {
    return isRefused() && failure != null && "resource_missing".equals(failure.code());
  }

  /** No answer came, or none that is understood here. */
  void loseSight() {
    if (status == RecurringPaymentStatus.CREATED) {
      status = status.become(RecurringPaymentStatus.UNKNOWN, this);
      checkFrom(Instant.now().plus(URGENT));
    }
  }
}
