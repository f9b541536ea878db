package io.paydesk.search;

import io.paydesk.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that a search has found. */
@Schema(name = "SearchHit")
public record SearchHitView(
    @Schema(required = true, examples = "order") HitKind kind,
    @Schema(
            required = true,
            description = "Its id in this API; of an event Stripe's, of a user the userId",
            examples = "42")
        String id,
    @Schema(
            required = true,
            description = "What it is, in words for people",
            examples = "Two tickets for Saturday")
        String title,
    @Schema(required = true, description = "What of it fits the text", examples = "email")
        FoundBy foundBy,
    @Schema(description = "Whose it is; not there for events of Stripe's", examples = "user-1")
        @Nullable String userId,
    @Schema(
            description = "Where the receipt of its order goes, or of the user's newest order",
            examples = "pia@example.com")
        @Nullable String receiptEmail,
    @Schema(description = "As that order names the payer", examples = "Pia Paulsen")
        @Nullable String payerName,
    @Schema(
            description =
                "The order that it belongs to; of a user and of a setup intent the newest",
            examples = "42")
        @Nullable Long orderId,
    @Schema(description = "Minor units; of a subscription what its order asked", examples = "9999")
        @Nullable Long amount,
    @Schema(description = "The amount in major units", examples = "99.99") @Nullable String price,
    @Schema(examples = "usd") @Nullable String currency,
    @Schema(description = "As the row's own call says it", examples = "paid")
        @Nullable String status,
    @Schema(
            required = true,
            description =
                "When it was made, opened or received; of a user when their newest order was")
        Instant createdAt) {

  static SearchHitView of(Row row, FoundBy by) {
    var kind = HitKind.of(row.getString("kind"));
    var id = row.getString("id");
    var order = row.getLong("order_id");
    var amount = row.getLong("amount");
    var currency = row.getString("currency");
    return new SearchHitView(
        kind,
        id,
        title(kind, id, order, row.getString("words")),
        by,
        row.getString("user_id"),
        row.getString("receipt_email"),
        row.getString("payer_name"),
        order,
        amount,
        amount == null || currency == null ? null : Money.price(amount, currency),
        currency,
        row.getString("status"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static String title(
      HitKind kind, String id, @Nullable Long order, @Nullable String words) {
    return switch (kind) {
      case USER -> id;
      case ORDER -> words == null ? "Order " + id : words;
      case PAYMENT -> "Payment of " + thing(order, words);
      case REFUND -> "Refund of " + thing(order, words);
      case DISPUTE -> "Dispute about " + thing(order, words);
      case RECURRING_PAYMENT -> "Subscription: " + thing(order, words);
      case SETUP_INTENT -> "Saving a payment method";
      case EVENT, RUN -> words == null ? id : words;
    };
  }

  private static String thing(@Nullable Long order, @Nullable String words) {
    return words == null ? "order " + order : words;
  }

  /** Whoever has the order. */
  SearchHitView payer() {
    var who = userId == null ? id : userId;
    return new SearchHitView(
        HitKind.USER,
        who,
        payerName != null ? payerName : receiptEmail != null ? receiptEmail : who,
        foundBy,
        who,
        receiptEmail,
        payerName,
        orderId,
        null,
        null,
        null,
        null,
        createdAt);
  }
}
