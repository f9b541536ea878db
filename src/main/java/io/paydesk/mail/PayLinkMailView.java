package io.paydesk.mail;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A pay-link that is, or was, mailed: never the link itself. */
@Schema(name = "PayLinkMail")
public record PayLinkMailView(
    @Schema(required = true, examples = "9") long id,
    @Schema(required = true, examples = "42") long orderId,
    @Schema(required = true, description = "Where it goes", examples = "ada@example.com") String to,
    @Schema(
            required = true,
            description = "Whether that was the order's `receiptEmail`",
            examples = "true")
        boolean toReceiptEmail,
    @Schema(
            required = true,
            description =
                "`sent` once the mail server has it; `failed` after a day of tries; `canceled` where"
                    + " there was nothing to pay any more, or the key that asked had ended",
            examples = "waiting")
        PayLinkMailStatus status,
    @Schema(
            description = "The name of the problem for which it was not sent",
            examples = "order-owes-nothing")
        @Nullable String reason,
    @Schema(required = true, description = "Tries so far", examples = "0") int attempts,
    @Schema(
            description =
                "The link that was sent, as GET /v1/orders/{id}/pay-links lists it; left out before"
                    + " that, and once it was taken back or forgotten",
            examples = "7")
        @Nullable Long linkId,
    @Schema(required = true, description = "Who asked for it", examples = "key:7") String askedBy,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "When the mail server took it") @Nullable Instant sentAt) {

  static PayLinkMailView of(PayLinkMail mail) {
    return new PayLinkMailView(
        mail.id,
        mail.orderId,
        mail.address,
        mail.toOrderAddress,
        mail.status,
        mail.reason,
        mail.attempts,
        mail.payLinkId,
        mail.askedBy,
        mail.createdAt,
        mail.sentAt);
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "PayLinkMailView " + id + " " + status.text();
  }
}
