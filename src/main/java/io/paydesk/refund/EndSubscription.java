package io.paydesk.refund;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCase;
import org.jspecify.annotations.Nullable;

/** What happens to a running subscription when its money is refunded. */
public enum EndSubscription {
  NOW,
  PERIOD_END,
  /** It runs on and charges again. */
  NO;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /**
   * @throws Refusal {@code invalid-end-subscription}
   */
  public static @Nullable EndSubscription of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    for (var known : values()) {
      if (known.text().equals(text)) {
        return known;
      }
    }
    throw Refusal.of(
        "invalid-end-subscription",
        400,
        "Not an end of a subscription",
        "'endSubscription' is now, period_end or no. Leave it out where the order has no"
            + " subscription that runs.");
  }
}
