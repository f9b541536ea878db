package io.paydesk.orderdesk;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link to the payer's page, which is shown in this answer and in no other. */
@Schema(name = "PayLink")
public record PayLinkView(
    @Schema(
            required = true,
            description =
                "Whoever has it sees the order and can pay it: send it to the payer alone",
            examples = "https://pay.example/pay/pdk_pay_test_...")
        String url,
    @Schema(required = true) Instant expiresAt) {

  @Override
  public String toString() {
    return "PayLinkView until " + expiresAt;
  }
}
