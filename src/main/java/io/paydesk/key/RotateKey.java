package io.paydesk.key;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a key gets a new secret. */
@Schema(name = "RotateKey")
public record RotateKey(
    @Min(value = 0, message = "is a number of seconds, from 0 to 2592000") @Max(value = RotateKey.LONGEST, message = "is a number of seconds, from 0 to 2592000") @Schema(
            description =
                "Seconds for which the secrets of before still open; 0 ends them at once. A day, if"
                    + " left out",
            minimum = "0",
            maximum = "2592000",
            examples = "3600")
        @Nullable Integer overlap) {

  static final long LONGEST = 2_592_000;

  private static final int USUAL = 86_400;

  int overlapOrUsual() {
    return overlap == null ? USUAL : overlap;
  }
}
