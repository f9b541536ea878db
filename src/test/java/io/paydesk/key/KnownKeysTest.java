package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.StripeAccountConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of secrets, and how the rest is looked up. */
class KnownKeysTest {

  /** Answers when the test wants it to. */
  private static final class SlowRows extends KeyRows {

    private final List<UniEmitter<? super Optional<Holder>>> asked = new ArrayList<>();
    private final Map<String, Holder> holders = new HashMap<>();

    SlowRows() {
      super(null);
    }

    @Override
    Uni<Optional<Holder>> holderOf(TokenText secret) {
      var holder = holders.get(secret.text());
      return holder != null
          ? Uni.createFrom().item(Optional.of(holder))
          : Uni.createFrom().emitter(asked::add);
    }
  }

  private final SlowRows rows = new SlowRows();
  private final KnownKeys known = new KnownKeys(rows);

  private TokenText secretOf(String holder) {
    var secret = TokenText.random(TokenKind.USER_TOKEN, false);
    rows.holders.put(secret.text(), new Holder(holder, null, Set.of(), null, null, null, null));
    return secret;
  }

  private static TokenText nobodys() {
    return TokenText.random(TokenKind.KEY, false);
  }

  private String found(TokenText secret) {
    return known.holderOf(secret).await().indefinitely().orElseThrow().name();
  }

  @Test
  void onlyAFewSecretsThatNobodyHasAreLookedUpAtOnce() {
    var answered = new ArrayList<Optional<Holder>>();
    for (int i = 0; i < 10; i++) {
      known.holderOf(nobodys()).subscribe().with(answered::add);
    }
    assertThat(rows.asked).hasSize(KnownKeys.STRANGERS);

    for (int i = 0; i < 10; i++) {
      rows.asked.get(i).complete(Optional.empty());
      assertThat(answered).hasSize(i + 1);
    }
    assertThat(rows.asked).hasSize(10);
  }

  @Test
  void aKnownSecretDoesNotWaitForThem() {
    var secret = secretOf("pia");
    found(secret);
    for (int i = 0; i < 10; i++) {
      known.holderOf(nobodys()).subscribe().with(x -> {});
    }

    assertThat(found(secret)).isEqualTo("pia");
  }

  @Test
  void whoeverGivesUpMakesRoomForTheNext() {
    var waiting = new ArrayList<Optional<Holder>>();
    var first = known.holderOf(nobodys()).subscribe().with(x -> {});
    for (int i = 1; i < KnownKeys.STRANGERS; i++) {
      known.holderOf(nobodys()).subscribe().with(x -> {});
    }
    var second = known.holderOf(nobodys()).subscribe().with(x -> {});
    known.holderOf(nobodys()).subscribe().with(waiting::add);

    second.cancel();
    first.cancel();

    assertThat(rows.asked).hasSize(KnownKeys.STRANGERS + 1);
    rows.asked.get(KnownKeys.STRANGERS).complete(Optional.empty());
    assertThat(waiting).hasSize(1);
  }

  @Test
  void moreThanSomeHundredThatWaitAreRefused() {
    var refused = new ArrayList<Throwable>();
    var answered = new ArrayList<Optional<Holder>>();
    for (int i = 0; i < KnownKeys.STRANGERS + KnownKeys.WAITING; i++) {
      known.holderOf(nobodys()).subscribe().with(answered::add, refused::add);
    }
    assertThat(refused).isEmpty();

    known.holderOf(nobodys()).subscribe().with(answered::add, refused::add);
    assertThat(refused)
        .singleElement()
        .satisfies(
            why -> {
              assertThat(((Refusal) why).name()).isEqualTo("busy");
              assertThat(((Refusal) why).status()).isEqualTo(503);
            });

    for (int i = 0; i < KnownKeys.STRANGERS + KnownKeys.WAITING; i++) {
      rows.asked.get(i).complete(Optional.empty());
    }
    assertThat(answered).hasSize(KnownKeys.STRANGERS + KnownKeys.WAITING);
    known.holderOf(nobodys()).subscribe().with(answered::add, refused::add);
    assertThat(refused).hasSize(1);
    assertThat(rows.asked).hasSize(KnownKeys.STRANGERS + KnownKeys.WAITING + 1);
  }

  @Test
  void whoeverIsRefusedForThemIsNotToldThatTheKeyIsWrong() {
    for (int i = 0; i < KnownKeys.STRANGERS + KnownKeys.WAITING; i++) {
      known.holderOf(nobodys()).subscribe().with(x -> {});
    }
    var header = "Bearer " + nobodys().text();
    var request = that(HttpServerRequest.class, "getHeader", header);
    var meters = new SimpleMeterRegistry();
    var authentication =
        new KeyAuthentication(
            new SentSecrets(known, meters, that(StripeAccountConfig.class, "livemode", false)));

    var failed = new ArrayList<Throwable>();
    authentication
        .authenticate(that(RoutingContext.class, "request", request), null)
        .subscribe()
        .with(x -> {}, failed::add);

    assertThat(failed)
        .singleElement()
        .satisfies(why -> assertThat(((Refusal) why.getCause()).status()).isEqualTo(503));
    assertThat(meters.get("paydesk.key.authentications").tag("outcome", "busy").counter().count())
        .isEqualTo(1);
  }

  /** Answers one method. */
  private static <T> T that(Class<T> type, String method, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              assertThat(called.getName()).isEqualTo(method);
              return answer;
            }));
  }

  @Test
  void aKnownSecretIsLookedUpPastThemAfterSomethingWasRevoked() {
    var pias = secretOf("pia");
    var adas = secretOf("ada");
    found(pias);
    found(adas);
    for (int i = 0; i < 2 * KnownKeys.WAITING; i++) {
      known.holderOf(nobodys()).subscribe().with(x -> {}, busy -> {});
    }

    known.forget("pia");
    assertThat(found(pias)).isEqualTo("pia");
    known.forgetAll();
    assertThat(found(adas)).isEqualTo("ada");

    rows.holders.clear();
    known.forgetAll();
    known.holderOf(pias).subscribe().with(x -> {});
    rows.asked.get(KnownKeys.STRANGERS).complete(Optional.empty());
    known.holderOf(pias).subscribe().with(x -> {}, busy -> {});
    assertThat(rows.asked).as("it is a stranger's now").hasSize(KnownKeys.STRANGERS + 1);
  }

  @Test
  void aLogoutForgetsItsUserAlone() {
    var pias = secretOf("pia");
    var adas = secretOf("ada");
    found(pias);
    found(adas);
    rows.holders.clear();

    known.forget("pia");

    assertThat(found(adas)).isEqualTo("ada");
    known.holderOf(pias).subscribe().with(x -> {});
    assertThat(rows.asked).hasSize(1);
  }
}
