package io.paydesk.orderdesk;

import io.paydesk.order.OrderStatus;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link to the payer's page, which is shown in this answer and in no other. */
@Schema(name = "PayLink")
public record PayLinkView(
    @Schema(
            required = true,
            description =
                "Anyone who has it sees the order and can pay it: send it to the payer alone",
            examples = "https://pay.example/pay/pdk_pay_test_...")
        String url,
    @Schema(
            required = true,
            description = "Takes it back: DELETE /v1/orders/{id}/pay-links/{linkId}",
            examples = "7")
        long id,
    @Schema(
            required = true,
            description =
                "What the page shows at first. Only an order that is `pending` takes a payment; of"
                    + " each other one the page says why there is nothing to pay",
            examples = "pending")
        OrderStatus orderStatus,
    @Schema(
            required = true,
            description =
                "Sooner than `expiresIn` says where the key that asked for the link ends before")
        Instant expiresAt) {

  @Override
  public String toString() {
    return "PayLinkView " + id + " until " + expiresAt;
  }
}
