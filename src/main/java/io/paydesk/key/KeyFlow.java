package io.paydesk.key;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes, reads, rotates and revokes keys. */
@Singleton
class KeyFlow {

  private final Transactions transactions;
  private final KnownKeys known;
  private final boolean live;

  KeyFlow(Transactions transactions, KnownKeys known, StripeAccountConfig account) {
    this.transactions = transactions;
    this.known = known;
    live = account.livemode();
  }

  /** A repetition is answered before it comes here, also when the key that it made has ended. */
  Uni<ApiAnswer> create(CreateKey request, Maker maker, Claim claim) {
    if (request.expiresAt() != null && !ApiKey.canExpireAt(request.expiresAt())) {
      return Uni.createFrom().failure(KeyRefusals.invalidExpiry());
    }
    return transactions.write(
        () -> {
          var key = ApiKey.of(request, maker);
          return maker
              .mustStillOpen()
              .chain(() -> key.persistAndFlush())
              .flatMap(saved -> withNewSecret(key, 201, claim));
        });
  }

  /**
   * The secrets of before open for a while, so that no caller is shut out meanwhile. Where they end
   * at once, one has leaked: the tokens that it gave out end too.
   */
  Uni<ApiAnswer> rotate(long id, Duration overlap, Maker maker, Claim claim) {
    return transactions.write(
        () ->
            locked(id)
                .call(maker::mustStillOpen)
                .invoke(KeyFlow::mustBeActive)
                .call(key -> ApiKeySecret.endAt(id, Instant.now().plus(overlap)))
                .call(key -> overlap.isZero() ? endTokensOf(id) : changed(id))
                .flatMap(key -> withNewSecret(key, 200, claim)));
  }

  private static Uni<ApiKey> locked(long id) {
    return KeyTurn.toEnd(ApiKey.holder(id)).chain(() -> ApiKey.lock(id));
  }

  private Uni<Void> changed(long id) {
    Transactions.afterCommit(() -> known.forget(ApiKey.holder(id)));
    return Uni.createFrom().voidItem();
  }

  /** It is the key's turn to end: see {@link Maker#mustStillOpen}. */
  private Uni<Void> endTokensOf(long id) {
    Transactions.afterCommit(known::forgetAll);
    return PayersSecrets.deleteThoseBy(ApiKey.holder(id));
  }

  private static void mustBeActive(ApiKey key) {
    var status = key.status(Instant.now());
    if (status != KeyStatus.ACTIVE) {
      throw KeyRefusals.notActive(key.id, status);
    }
  }

  private Uni<ApiAnswer> withNewSecret(ApiKey key, int status, Claim claim) {
    var text = TokenText.random(TokenKind.KEY, live);
    return ApiKeySecret.of(key.id, text)
        .persistAndFlush()
        .call(() -> claim.made(key.id))
        .chain(() -> view(key))
        .map(view -> new ApiAnswer(status, new KeyWithSecretView(view, text.text()), key.id));
  }

  /** Its secret is gone: nobody kept it. */
  Uni<ApiAnswer> again(long id, int status) {
    return get(id).map(view -> new ApiAnswer(status, new KeyWithSecretView(view, null), id));
  }

  Uni<KeyView> get(long id) {
    return transactions.read(
        () -> ApiKey.<ApiKey>findById(id).flatMap(key -> view(ApiKey.there(key, id))));
  }

  private Uni<KeyView> view(ApiKey key) {
    return ApiKeySecret.of(List.of(key.id)).map(secrets -> view(key, secrets));
  }

  private KeyView view(ApiKey key, List<ApiKeySecret> secrets) {
    return KeyView.of(key, secrets, TokenKind.KEY.prefix(live), Instant.now());
  }

  Uni<Page<KeyView>> list(@Nullable KeyRole role, PageQuery page) {
    return Listing.of(ApiKey.class, page)
        .only("role", role)
        .read(transactions, key -> key.id, key -> key)
        .flatMap(this::withSecrets);
  }

  private Uni<Page<KeyView>> withSecrets(Page<ApiKey> keys) {
    if (keys.data().isEmpty()) {
      return Uni.createFrom().item(new Page<>(List.of(), keys.next()));
    }
    return transactions
        .read(() -> ApiKeySecret.of(keys.data().stream().map(key -> key.id).toList()))
        .map(all -> all.stream().collect(Collectors.groupingBy(secret -> secret.keyId)))
        .map(
            secrets ->
                new Page<>(
                    keys.data().stream()
                        .map(key -> view(key, secrets.getOrDefault(key.id, List.of())))
                        .toList(),
                    keys.next()));
  }

  Uni<Void> revoke(long id, Maker by) {
    return transactions
        .write(
            () ->
                locked(id)
                    .call(by::mustStillOpen)
                    .invoke(key -> key.revoke(by.name(), Instant.now()))
                    .call(() -> Panache.getSession().flatMap(session -> session.flush()))
                    .call(() -> endTokensOf(id)))
        .replaceWithVoid();
  }
}
