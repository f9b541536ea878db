package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Converter;

/**
 * Where the payer meets a Checkout Session.
 *
 * @see <a href="https://docs.stripe.com/payments/checkout/build-integration">how the three
 *     differ</a>
 */
@RegisterForReflection
public enum Surface {
  /** A page of Stripe's; the payer is sent there and comes back. */
  HOSTED,
  /** Stripe's form within a page of the app. */
  EMBEDDED,
  /** Stripe's single fields within a page of the app. */
  ELEMENTS;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<Surface> {
    public Text() {
      super(Surface.class);
    }
  }
}
