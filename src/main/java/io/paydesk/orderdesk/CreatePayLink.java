package io.paydesk.orderdesk;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
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
        @Nullable String returnUrl) {

  private static final Duration USUAL = Duration.ofDays(7);

  Duration life() {
    return expiresIn == null ? USUAL : Duration.ofSeconds(expiresIn);
  }
}
