package io.paydesk.method;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link to a payer's saved cards, which is shown in this answer and in no other. */
@Schema(name = "CardLink")
public record CardLinkView(
    @Schema(
            required = true,
            description =
                "Anyone who has it sees and changes the payer's saved cards: send it to the payer alone",
            examples = "https://pay.example/pay/pdk_pay_test_...")
        String url,
    @Schema(
            required = true,
            description = "Takes it back: DELETE /v1/users/{userId}/card-links/{linkId}",
            examples = "8")
        long id,
    @Schema(
            required = true,
            description =
                "Sooner than `expiresIn` says where the key that asked for the link ends before")
        Instant expiresAt) {

  @Override
  public String toString() {
    return "CardLinkView " + id + " until " + expiresAt;
  }
}
