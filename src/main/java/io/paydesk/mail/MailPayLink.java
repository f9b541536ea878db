package io.paydesk.mail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a pay-link is mailed, and how long it opens. */
@Schema(name = "MailPayLink")
public record MailPayLink(
    @Schema(
            description =
                "Where it goes; the order's `receiptEmail`, if left out. The audit says so where it is"
                    + " another address",
            examples = "ada@example.com")
        @Nullable String to,
    @Min(value = 3_600, message = "is a number of seconds, from 3600 to 2592000") @Max(value = 2_592_000, message = "is a number of seconds, from 3600 to 2592000") @Schema(
            description = "Seconds until it expires, from when it is sent; a week, if left out",
            minimum = "3600",
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

  /** An address is not for logs. */
  @Override
  public String toString() {
    return "MailPayLink for " + life();
  }
}
