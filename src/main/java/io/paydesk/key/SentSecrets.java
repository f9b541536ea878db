package io.paydesk.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCase;
import io.paydesk.stripe.StripeAccountConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Finds out whose secret somebody has sent, and counts how that goes. */
@Singleton
class SentSecrets {

  private final KnownKeys known;
  private final MeterRegistry meters;
  private final boolean live;

  SentSecrets(KnownKeys known, MeterRegistry meters, StripeAccountConfig account) {
    this.known = known;
    this.meters = meters;
    live = account.livemode();
  }

  /**
   * @param text may be anything
   * @return fails with a {@link Refusal} where it opens nothing
   */
  Uni<Holder> holderOf(String text) {
    return Uni.createFrom().deferred(() -> open(text));
  }

  private Uni<Holder> open(String text) {
    var kind = TokenKind.of(text);
    var secret = TokenText.read(text);
    if (secret.isEmpty()) {
      throw refused(kind, Refused.MISTYPED);
    }
    if (secret.get().live() != live) {
      throw refused(kind, Refused.OTHER_MODE);
    }
    return known
        .holderOf(secret.get())
        .onFailure(Refusal.class)
        .invoke(busy -> count(kind, "busy"))
        .map(holder -> opened(kind, holder));
  }

  private Holder opened(TokenKind kind, Optional<Holder> holder) {
    if (holder.isEmpty()) {
      throw refused(kind, Refused.UNKNOWN);
    }
    var refused = holder.get().refused(Instant.now());
    if (refused != null) {
      throw refused(kind, refused);
    }
    count(kind, "accepted");
    return holder.get();
  }

  private Refusal refused(TokenKind kind, Refused why) {
    count(kind, LowerCase.text(why));
    return why.refusal();
  }

  private void count(TokenKind kind, String outcome) {
    meters
        .counter("paydesk.key.authentications", "kind", kind.text, "outcome", outcome)
        .increment();
  }
}
