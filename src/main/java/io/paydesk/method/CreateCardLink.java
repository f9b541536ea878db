package io.paydesk.method;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long a card-link opens, and where its payer goes back to. */
@Schema(name = "CreateCardLink")
public record CreateCardLink(
    @Min(value = 60, message = "is a number of seconds, from 60 to 604800") @Max(value = 604_800, message = "is a number of seconds, from 60 to 604800") @Schema(
            description = "Seconds until it expires; a day, if left out",
            minimum = "60",
            maximum = "604800",
            examples = "86400")
        @Nullable Integer expiresIn,
    @Schema(
            description =
                "Where the payer goes back to your shop. Must be below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/account")
        @Nullable String returnUrl) {

  private static final Duration USUAL = Duration.ofDays(1);

  Duration life() {
    return expiresIn == null ? USUAL : Duration.ofSeconds(expiresIn);
  }
}
