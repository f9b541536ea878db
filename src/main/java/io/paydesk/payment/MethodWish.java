package io.paydesk.payment;

import io.paydesk.method.Consent;
import io.paydesk.stripe.PaymentIntentChange;
import org.jspecify.annotations.Nullable;

/**
 * What a request to pay says about the method: which saved one pays, and whether the next one is
 * saved. It decides what is to be done to the intent, also to one that has begun already.
 *
 * @param method to pay with; null where the payer chooses in the browser
 * @param offSession whether the payer is not there
 * @param save whether the payer's method is saved; null leaves it as it is
 * @param consent of this call; it counts where {@code save} is true
 * @param returnUrl where a bank sends the payer back; needed with a method
 */
record MethodWish(
    @Nullable String method,
    boolean offSession,
    @Nullable Boolean save,
    Consent consent,
    @Nullable String returnUrl) {

  /** What the call that makes a new intent says; null where the method is not saved. */
  @Nullable String usageOfNew() {
    return saves() ? PaymentIntentChange.SAVE : null;
  }

  private boolean saves() {
    return Boolean.TRUE.equals(save);
  }

  /** With the order and the payment locked: the payment is new. */
  void on(Payment payment) {
    if (saves()) {
      payment.consentTo(consent);
    }
    if (method != null) {
      payment.askFor(confirm(null));
    }
  }

  /**
   * With the order and the payment locked: the payment has begun already.
   *
   * <p>What is under way stays under way: a change that may have been carried out is sent again
   * under its key, and only another wish replaces it. Of two confirmations of one intent at most
   * one takes money.
   */
  void onBegun(Payment payment) {
    if (payment.cancelRequestedAt != null || payment.status.isPastThePayer()) {
      // What Stripe saves all the same is not charged without the payer.
      if (Boolean.FALSE.equals(save)) {
        payment.withdrawConsent();
      }
      return;
    }
    var standing = payment.change();
    var underWay = payment.isChangeTooOld() ? null : standing;
    boolean isNews = agree(payment);
    boolean stands = standing != null && standing.futureUsage() != null;
    if (method != null && (offSession || !payment.waitsForBankOf(method))) {
      // Stripe saves nothing while the payer is not there. The consent is for when they pay.
      boolean isSetAside = offSession && payment.consent != null;
      var usage = isNews || stands ? payment.usageNow() : null;
      var change = confirm(isSetAside ? PaymentIntentChange.DO_NOT_SAVE : usage);
      if (!change.equals(underWay)) {
        payment.askFor(change);
      }
    } else if (underWay == null) {
      if (isNews || stands) {
        payment.askFor(PaymentIntentChange.ofUsage(payment.usageNow()));
      }
    } else if (!underWay.offSession()
        && (isNews || stands)
        && !payment.usageNow().equals(underWay.futureUsage())) {
      payment.askFor(underWay.withUsage(payment.usageNow()));
    }
  }

  /**
   * Records or withdraws the consent.
   *
   * @return whether that is new
   */
  private boolean agree(Payment payment) {
    if (saves() && payment.consent == null) {
      payment.consentTo(consent);
      return true;
    }
    if (Boolean.FALSE.equals(save) && payment.consent != null) {
      payment.withdrawConsent();
      return true;
    }
    return false;
  }

  private PaymentIntentChange confirm(@Nullable String usage) {
    return new PaymentIntentChange(method, offSession, usage, returnUrl);
  }
}
