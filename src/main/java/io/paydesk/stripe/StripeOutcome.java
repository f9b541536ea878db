package io.paydesk.stripe;

import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a call to Stripe. There are three, not two: a call without an answer may have been
 * carried out, so it is neither done nor refused.
 *
 * @see <a href="https://docs.stripe.com/error-low-level">docs.stripe.com/error-low-level</a>
 */
public sealed interface StripeOutcome<T> {

  /** Why it is unknown: our key lacks a permission. */
  String KEY_MAY_NOT = "Stripe refused our key (403)";

  /** Stripe carried it out. */
  record Done<T>(T value) implements StripeOutcome<T> {}

  /**
   * Stripe refused and did nothing.
   *
   * @param code Stripe's code, such as {@code amount_too_small}
   * @param declineCode the bank's reason for a card, such as {@code insufficient_funds}
   * @param message Stripe's sentence
   * @param param which parameter of the call it is about, as Stripe spells it; null where it names
   *     none
   * @param status the HTTP status
   */
  record Refused<T>(
      @Nullable String code,
      @Nullable String declineCode,
      String message,
      @Nullable String param,
      int status)
      implements StripeOutcome<T> {

    public Refused(
        @Nullable String code, @Nullable String declineCode, String message, int status) {
      this(code, declineCode, message, null, status);
    }

    /** The same, as rows keep it. */
    public StripeFailure why() {
      return new StripeFailure(code, declineCode, message, param);
    }
  }

  /**
   * It is not known whether it was carried out.
   *
   * @param why a few words without ids or keys
   * @param spentKey the idempotency key is of no more use, as Stripe replays a stored error: only a
   *     listing can tell
   */
  record Unknown<T>(String why, boolean spentKey) implements StripeOutcome<T> {}

  default <R> StripeOutcome<R> map(Function<T, R> meaning) {
    if (this instanceof Done<T> done) {
      return new Done<>(meaning.apply(done.value()));
    }
    return this instanceof Refused<T> refused
        ? new Refused<>(
            refused.code(),
            refused.declineCode(),
            refused.message(),
            refused.param(),
            refused.status())
        : asInconclusive();
  }

  /**
   * A listing that failed says nothing about the object that it was to find, whatever went wrong.
   */
  default <R> StripeOutcome<R> asInconclusive() {
    return this instanceof Unknown<T> unknown
        ? new Unknown<>(unknown.why(), unknown.spentKey())
        : new Unknown<>("the listing was refused", false);
  }

  /**
   * Whether our key, a restricted one, lacks the permission for the call. An earlier call with a
   * better key may have been carried out all the same.
   */
  default boolean saysThatOurKeyMayNot() {
    return this instanceof Unknown<T> unknown && KEY_MAY_NOT.equals(unknown.why());
  }

  /**
   * Whether Stripe itself says that an object named in the call does not exist. A plain 404 may be
   * a proxy's. Ask it of calls that name one object; of others ask {@link #saysThatIsMissing}.
   */
  default boolean saysThatItIsMissing() {
    return this instanceof Refused<T> refused && StripeFailure.MISSING.equals(refused.code());
  }

  /**
   * Whether Stripe says that the object which this parameter names does not exist.
   *
   * @param param as Stripe spells it, such as {@code customer}
   */
  default boolean saysThatIsMissing(String param) {
    return this instanceof Refused<T> refused && refused.why().saysThatIsMissing(param);
  }
}
