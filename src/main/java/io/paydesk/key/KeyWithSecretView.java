package io.paydesk.key;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key with a new secret, which is shown in this answer and in no other. */
@Schema(name = "KeyWithSecret")
public record KeyWithSecretView(
    @Schema(required = true) KeyView key,
    @Schema(
            description =
                "Send it as `Authorization: Bearer <secret>`. It is kept nowhere and shown only"
                    + " now: not there in the answer to a repetition. If the first answer was lost,"
                    + " rotate the key",
            examples = "pdk_test_...")
        @Nullable String secret) {

  @Override
  public String toString() {
    return "KeyWithSecretView of " + key.id();
  }
}
