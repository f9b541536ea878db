package io.paydesk.recurring;

import io.paydesk.listing.Rows;
import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutSessionStatus;
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
import org.jspecify.annotations.Nullable;

/** A subscription at Stripe, which pays an order again and again. */
@Entity
@Table(name = "recurring_payment")
public class RecurringPayment extends SoldRow {

  static final Rows<RecurringPayment> ROWS =
      Rows.of(RecurringPayment.class, row -> row.id, row -> row.createdAt);

  public static final LockedOrders.Table<RecurringPayment> TABLE =
      new LockedOrders.Table<>(LockedOrders.Rank.RECURRING_PAYMENT, RecurringPayment.class);

  /** After an hour a webhook that never came shows. */
  private static final Duration PATIENT = Duration.ofHours(1);

  public long orderId;
  public String userId;

  public @Nullable Integer trialDays;

  /** The price that the trial was for, even if it changed since; null without a trial. */
  public @Nullable String trialPriceId;

  public @Nullable String customerId;

  /** What the app knows of it; null where that was not kept. */
  @Embedded public @Nullable Access access;

  /** In which its payer is charged, by Adaptive Pricing; null where that is the shop's. */
  public @Nullable String presentmentCurrency;

  public @Nullable String pendingSetupIntent;

  /** The first paid one over zero; null until then. */
  public @Nullable String firstInvoiceId;

  public @Nullable Instant pastDueSince;

  public @Nullable String latestInvoiceId;

  /** The latest failed attempt to pay one of its invoices that the app knows of. */
  public @Nullable String failedTry;

  /** A change that waits for its payment at Stripe. */
  @Embedded
  @AttributeOverride(name = "quantity", column = @Column(name = "pending_quantity"))
  @AttributeOverride(name = "until", column = @Column(name = "pending_until"))
  public @Nullable PendingChange pending;

  /** How often it turned out to be live after we took it for over. */
  public int revivals;

  public boolean besideAnother;

  public RecurringPayment() {
    nextCheckAt = Instant.now().plus(URGENT);
  }

  /** An invoice was paid, so no failure remains. */
  void pay(String invoiceId, boolean isFirst) {
    if (isFirst) {
      firstInvoiceId = invoiceId;
    }
    failure = null;
  }

  /**
   * @param beside whether the user has another one of that price already
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

  /**
   * Applies an answer of Stripe's, unless the row shows a newer one. A subscription that has ended
   * at Stripe stays ended.
   *
   * @param askedAt when Stripe was asked; null for an event of its end, which is true whenever it
   *     comes
   * @param now the latest time at which what is seen may have happened
   * @return whether it was applied
   */
  boolean apply(SubscriptionSnapshot seen, @Nullable Instant askedAt, Instant now) {
    var next = RecurringPaymentStatus.ofStripe(seen.stripeStatus());
    boolean ends = next != null && !next.isLive();
    boolean isOld = askedAt != null && observedAt != null && askedAt.isBefore(observedAt);
    if (isOld && !ends || !status.isLive() && !isOnlyBelievedOver()) {
      return false;
    }
    if (isOnlyBelievedOver()) {
      failure = null;
      revivals += ends ? 0 : 1;
    }
    var endOfPeriod = currentPeriodEnd;
    var own = own(seen);
    if (pendingSetupIntent != null && seen.setupIntentId() == null) {
      // A new card was given, so the failed one no longer matters.
      failure = null;
    }
    subscriptionId = seen.id();
    stripeStatus = seen.stripeStatus();
    sell(seen);
    last(seen);
    presentmentCurrency = seen.presentmentCurrency();
    pendingSetupIntent = seen.setupIntentId();
    latestInvoiceId = seen.latestInvoiceId();
    pending = PendingChange.of(seen, own);
    observedAt = askedAt == null || isOld ? observedAt : askedAt;
    if (next == null) {
      doubt();
    } else if (next != status) {
      move(next);
      pastDueSince = next == RecurringPaymentStatus.PAST_DUE ? seen.dueSince(now) : null;
    }
    checkInvoices(!Objects.equals(currentPeriodEnd, endOfPeriod), now);
    return true;
  }

  /**
   * Applies what Stripe says about its checkout session. A session that its payer has completed has
   * made a subscription: from now on the row asks Stripe for that.
   */
  void apply(CheckoutSessionSnapshot session) {
    if (checkout == null || subscriptionId != null || !status.isLive() && !isOnlyBelievedOver()) {
      return;
    }
    checkout = checkout.seen(session);
    boolean isNews = !session.stripeStatus().equals(stripeStatus);
    stripeStatus = session.stripeStatus();
    if (session.subscriptionId() != null && session.status() != CheckoutSessionStatus.OPEN) {
      subscriptionId = session.subscriptionId();
      checkFrom(Instant.now());
      return;
    }
    var next = RecurringPaymentStatus.ofStripe(stripeStatus);
    if (!status.isLive()) {
      failure = null;
      revivals += next != null && !next.isLive() ? 0 : 1;
    }
    if (next == null) {
      doubt();
      if (isNews) {
        checkFrom(Instant.now().plus(URGENT)); // complete, and its subscription shows soon
      }
    } else if (next != status) {
      move(next);
    }
    nextCheckAt = status.isLive() ? checkout.checkBy(nextCheckAt) : null;
  }

  /**
   * By then an invoice whose event was lost shows: once a period has begun, and again after it has
   * ended.
   */
  private void checkInvoices(boolean renewed, Instant now) {
    if (!status.isRunning() || change != null || currentPeriodEnd == null) {
      return;
    }
    if (renewed) {
      checkFrom(Instant.now().plus(PATIENT));
      return;
    }
    var after = currentPeriodEnd.plus(PATIENT.dividedBy(2));
    if (after.isAfter(now) && nextCheckAt != null && nextCheckAt.isAfter(after)) {
      nextCheckAt = after;
    }
  }

  /** Ends the checks once it is over. */
  void endChecks() {
    if (!status.isLive()) {
      nextCheckAt = null;
    }
  }

  private void move(RecurringPaymentStatus next) {
    status = status.become(next, this);
    if (next == RecurringPaymentStatus.ACTIVE || next == RecurringPaymentStatus.TRIALING) {
      failure = null;
    }
    if (!next.isLive()) {
      dropChange();
    }
    // Also after its end, for the last invoice; at once where an order waits for the answer.
    checkFrom(InvoicePolicy.isTrialEndedUnpaid(this) ? Instant.now() : Instant.now().plus(PATIENT));
  }

  /** Stripe no longer knows it: test data was deleted, or it belongs to another account. */
  void lose(StripeFailure why) {
    move(RecurringPaymentStatus.CANCELED);
    pastDueSince = null;
    failure = why;
    pending = null;
    pendingSetupIntent = null;
  }

  /** Stripe refused to begin it: nothing exists at Stripe. */
  void refuse(StripeFailure why) {
    status = status.become(RecurringPaymentStatus.CANCELED, this);
    failure = why;
    nextCheckAt = null;
  }

  /** No answer came. */
  void loseSight() {
    if (status == RecurringPaymentStatus.CREATED) {
      doubt();
    }
  }

  /** Its status is unknown here. One that was believed to be over may cost something too. */
  private void doubt() {
    if (status == RecurringPaymentStatus.CREATED || !status.isLive()) {
      status = status.become(RecurringPaymentStatus.UNKNOWN, this);
      checkFrom(Instant.now().plus(URGENT));
    }
  }
}
