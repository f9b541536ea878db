package io.paydesk.stripe;

import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.common.EmptyParam;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to an intent: it is confirmed with a saved method, or it is changed whether
 * its method is saved. Stored before the call, like {@link PaymentIntentRequest}.
 *
 * @param paymentMethod to confirm with; null where nothing is confirmed
 * @param offSession whether the payer is not there
 * @param futureUsage whether the method is saved: {@link #SAVE}, {@link #DO_NOT_SAVE}; null where
 *     that stays as it is
 * @param returnUrl where a bank sends the payer back; Stripe asks for it whatever the method is
 * @see <a href="https://docs.stripe.com/api/payment_intents/confirm">confirm a PaymentIntent</a>
 * @see <a href="https://docs.stripe.com/api/payment_intents/update">update a PaymentIntent</a>
 */
@RegisterForReflection
public record PaymentIntentChange(
    @Nullable String paymentMethod,
    boolean offSession,
    @Nullable String futureUsage,
    @Nullable String returnUrl) {

  /** The method can be charged later without the payer. */
  public static final String SAVE = "off_session";

  public static final String DO_NOT_SAVE = "";

  /** Nothing is confirmed. */
  public static PaymentIntentChange ofUsage(String usage) {
    return new PaymentIntentChange(null, false, usage, null);
  }

  public static PaymentIntentChange read(String stored) {
    return StripeJson.read(stored, PaymentIntentChange.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  /** The same, with another wish whether the method is saved. */
  public PaymentIntentChange withUsage(String usage) {
    return new PaymentIntentChange(paymentMethod, offSession, usage, returnUrl);
  }

  /** Whether it may charge the payer. */
  public boolean confirms() {
    return paymentMethod != null;
  }

  PaymentIntentConfirmParams confirmParams() {
    var params =
        PaymentIntentConfirmParams.builder()
            .setPaymentMethod(paymentMethod)
            .setReturnUrl(returnUrl);
    if (offSession) {
      params.setOffSession(true);
    } else {
      // Then Stripe.js asks in a frame of the page where the bank allows that.
      params.setUseStripeSdk(true);
    }
    if (SAVE.equals(futureUsage)) {
      params.setSetupFutureUsage(PaymentIntentConfirmParams.SetupFutureUsage.OFF_SESSION);
    } else if (futureUsage != null) {
      params.setSetupFutureUsage(EmptyParam.EMPTY);
    }
    return params.build();
  }

  PaymentIntentUpdateParams updateParams() {
    return SAVE.equals(futureUsage)
        ? PaymentIntentUpdateParams.builder()
            .setSetupFutureUsage(PaymentIntentUpdateParams.SetupFutureUsage.OFF_SESSION)
            .build()
        : PaymentIntentUpdateParams.builder().setSetupFutureUsage(EmptyParam.EMPTY).build();
  }
}
