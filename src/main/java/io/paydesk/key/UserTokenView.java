package io.paydesk.key;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A payer's token, which is shown in this answer and in no other. */
@Schema(name = "UserToken")
public record UserTokenView(
    @Schema(
            required = true,
            description = "The payer's browser sends it as `Authorization: Bearer <token>`",
            examples = "pdk_user_test_...")
        String token,
    @Schema(required = true, examples = "pia") String userId,
    @Schema(required = true) Instant expiresAt) {

  @Override
  public String toString() {
    return "UserTokenView of " + userId;
  }
}
