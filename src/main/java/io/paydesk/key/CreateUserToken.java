package io.paydesk.key;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long a payer's token opens. */
@Schema(name = "CreateUserToken")
public record CreateUserToken(
    @Min(value = 60, message = "is a number of seconds, from 60 to 86400") @Max(value = 86_400, message = "is a number of seconds, from 60 to 86400") @Schema(
            description = "Seconds until it expires; an hour, if left out",
            minimum = "60",
            maximum = "86400",
            examples = "3600")
        @Nullable Integer expiresIn) {

  private static final int USUAL = 3_600;

  int expiresInOrUsual() {
    return expiresIn == null ? USUAL : expiresIn;
  }
}
