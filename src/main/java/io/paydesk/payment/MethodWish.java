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
    var underWay = payment.isChangeTooOld() ? null : payment.change();
    if (method == null && underWay != null && underWay.offSession()) {
      return; // the shop charges, and then nothing is saved
    }
    var usage = usageOf(payment);
    if (usage == null && underWay != null) {
      usage = underWay.futureUsage();
    }
    if (method == null) {
      if (usage != null && (underWay == null || !usage.equals(underWay.futureUsage()))) {
        payment.askFor(
            underWay == null
                ? new PaymentIntentChange(null, false, usage, null)
                : underWay.withUsage(usage));
      }
      return;
    }
    var change = confirm(usage);
    if (!change.equals(underWay) && (offSession || !payment.waitsForBankOf(method))) {
      payment.askFor(change);
    }
  }

  /** Records or withdraws the consent; Stripe refuses to save while the payer is not there. */
  private @Nullable String usageOf(Payment payment) {
    if (saves() && payment.consent == null) {
      payment.consentTo(consent);
      return PaymentIntentChange.SAVE;
    }
    boolean ends = offSession || Boolean.FALSE.equals(save);
    if (ends && payment.consent != null) {
      payment.withdrawConsent();
      return PaymentIntentChange.DO_NOT_SAVE;
    }
    return null;
  }

  private PaymentIntentChange confirm(@Nullable String usage) {
    return new PaymentIntentChange(method, offSession, usage, returnUrl);
  }
}
