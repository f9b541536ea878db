package io.paydesk.orderdesk;

import io.paydesk.problem.BodyProblems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long a pay-link opens, and where its payer goes back to. */
@Schema(name = "CreatePayLink")
public record CreatePayLink(
    @Min(value = 60, message = "is a number of seconds, from 60 to 2592000") @Max(value = 2_592_000, message = "is a number of seconds, from 60 to 2592000") @Schema(
            description = "Seconds until it expires; a week, if left out",
            minimum = "60",
            maximum = "2592000",
            examples = "604800")
        @Nullable Integer expiresIn,
    @Schema(
            description =
                "Where the payer goes back to your shop. Must be below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/orders/42")
        @Nullable String returnUrl,
    @Schema(
            description =
                """
                Whether the page offers the owner's saved cards, and saves a new one where the payer agrees. For a \
                link that your shop opens for its signed-in payer: anyone who has it can pay with those cards, so \
                it expires within an hour. Service and admin only\
                """)
        @Nullable Boolean savedCards) {

  private static final Duration USUAL = Duration.ofDays(7);

  /** Whoever finds such a link in a history or a mail would pay with another's card. */
  private static final Duration LONGEST_WITH_CARDS = Duration.ofHours(1);

  boolean showsCards() {
    return Boolean.TRUE.equals(savedCards);
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code invalid-request}
   */
  void check() {
    if (showsCards() && expiresIn != null && expiresIn > LONGEST_WITH_CARDS.toSeconds()) {
      throw BodyProblems.invalid(
          Map.of(
              "expiresIn",
              "is at most 3600 with 'savedCards': anyone who has the link can pay with the payer's cards"));
    }
  }

  Duration life() {
    if (expiresIn != null) {
      return Duration.ofSeconds(expiresIn);
    }
    return showsCards() ? LONGEST_WITH_CARDS : USUAL;
  }
}
