package io.paydesk.webhook.callback;

import io.paydesk.payment.Payment;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.StripeJson;
import io.paydesk.webhook.ClaimedEvent;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Payments that events of intents may belong to. The intent's id decides, whatever its metadata
 * says by now. Our marks count only where the row has no intent yet, as metadata can be copied.
 */
record KnownPayments(Collection<Payment> payments) {

  /**
   * What an event says about its payment.
   *
   * @param uuid the row that its metadata names, if this installation wrote it
   */
  record Clue(@Nullable String intentId, @Nullable UUID uuid) {

    /** Reads whose it is, and no more. */
    static Clue of(ClaimedEvent event, UUID installation) {
      var intent = event.object();
      return new Clue(
          StripeJson.text(intent, "id"),
          Installation.rowOf(installation, StripeJson.texts(intent, "metadata")));
    }
  }

  static List<String> intents(Collection<Clue> clues) {
    return clues.stream().map(Clue::intentId).filter(Objects::nonNull).distinct().toList();
  }

  static List<UUID> uuids(Collection<Clue> clues) {
    return clues.stream().map(Clue::uuid).filter(Objects::nonNull).distinct().toList();
  }

  /** Null when it is none of ours. */
  @Nullable Payment of(Clue clue) {
    var known = named(clue);
    var marked = marked(clue);
    return known == null && marked != null && marked.paymentIntentId == null ? marked : known;
  }

  private @Nullable Payment named(Clue clue) {
    return payments.stream()
        .filter(one -> clue.intentId != null && clue.intentId.equals(one.paymentIntentId))
        .findFirst()
        .orElse(null);
  }

  /** The payment whose mark it carries, even if that has another intent. */
  @Nullable Payment marked(Clue clue) {
    return payments.stream().filter(one -> one.uuid.equals(clue.uuid)).findFirst().orElse(null);
  }
}
