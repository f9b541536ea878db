package io.paydesk.key;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.HeldLock;
import io.paydesk.testing.LogBook;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the setting, at the first start and later. */
@QuarkusTest
class FirstKeyTest extends KeyTest {

  private record Given(Optional<String> adminKey, Optional<Path> adminKeyFile)
      implements BootstrapConfig {}

  @Inject Pool pool;

  private void start(String key) {
    new FirstKey(pool, new Given(Optional.of(key), Optional.empty()), true).onStart(null);
  }

  /** It is taken once, so each test begins without it. */
  @BeforeEach
  void noneWasTaken() {
    var first = "select id from api_key where origin = 'setting'";
    tables().change("delete from api_key_secret where key_id in (" + first + ")");
    tables().change("delete from api_key where id in (" + first + ")");
  }

  private static Optional<String> problem(String... settings) {
    var config = new SmallRyeConfigBuilder().withDefaultValue("stripe.secret-key", "sk_test_x");
    for (int i = 0; i < settings.length; i += 2) {
      config.withDefaultValue("paydesk.bootstrap." + settings[i], settings[i + 1]);
    }
    return BootstrapSettings.problemOf(config.build());
  }

  @Test
  void itIsTakenOnceAndRevokedItStaysSo() {
    var first = TokenText.random(TokenKind.KEY, false).text();
    var second = TokenText.random(TokenKind.KEY, false).text();
    try (var log = LogBook.open()) {
      start(first);
      start(first);
      start(second);

      assertThat(log.lines("was taken as key")).hasSize(1);
      assertThat(log.lines("is not taken")).hasSize(1);
      assertThat(log.lines(first)).isEmpty();
    }
    int id = json(with(first).get("/v1/keys?role=admin"), 200).getInt("data[0].id");
    isRefused(with(second).get("/v1/keys"), 401, "key-unknown");

    with(first).delete("/v1/keys/" + id).then().statusCode(204);
    start(first);

    isRefused(with(first).get("/v1/keys"), 401, "key-revoked");
  }

  @Test
  void replicasThatStartTogetherTakeItOnceAndWarnOfNothing() {
    var key = TokenText.random(TokenKind.KEY, false).text();
    var waiting =
        "select count(*) from pg_stat_activity"
            + " where wait_event_type = 'Lock' and query like '%insert into api_key %'";
    try (var log = LogBook.open()) {
      CompletableFuture<Void> one;
      CompletableFuture<Void> other;
      try (var held = HeldLock.take(tables(), "lock table api_key in exclusive mode")) {
        one = runAsync(() -> start(key));
        other = runAsync(() -> start(key));
        eventually(x -> assertThat(tables().number(waiting)).isEqualTo(2));
      }
      one.join();
      other.join();

      assertThat(log.lines("was taken as key")).hasSize(1);
      assertThat(log.lines("is not taken")).isEmpty();
    }
  }

  @Test
  void onceItWasTakenItsFileMayBeDeleted(@TempDir Path folder) throws Exception {
    var file = folder.resolve("key");
    var given = new Given(Optional.empty(), Optional.of(file));
    try (var log = LogBook.open()) {
      new FirstKey(pool, given, true).onStart(null);
      assertThat(log.lines("empty or not there")).hasSize(1);
    }
    Files.writeString(file, TokenText.random(TokenKind.KEY, false).text());
    new FirstKey(pool, given, true).onStart(null);
    Files.writeString(file, "\n");
    assertThat(problem("admin-key-file", file.toString())).isEmpty();
    Files.delete(file);
    assertThat(problem("admin-key-file", file.toString())).isEmpty();

    try (var log = LogBook.open()) {
      new FirstKey(pool, given, true).onStart(null);

      assertThat(log.lines("PAYDESK_BOOTSTRAP_ADMIN_KEY")).isEmpty();
    }
    assertThat(tables().number("select count(*) from api_key where origin = 'setting'"))
        .isEqualTo(1);
  }

  @Test
  void whereNobodyCouldCallItIsSaidWhatToDo() {
    var revoked = tables().number("select count(*) from api_key where revoked_at is null");
    tables()
        .change(
            "update api_key set revoked_at = now(), revoked_by = 'a test' where revoked_at is null");
    try (var log = LogBook.open()) {
      new FirstKey(pool, new Given(Optional.empty(), Optional.empty()), false).onStart(null);

      assertThat(log.lines("Nobody can call this service yet")).hasSize(1);
    } finally {
      tables()
          .change(
              "update api_key set revoked_at = null, revoked_by = null where revoked_by = 'a test'");
    }
    assertThat(tables().number("select count(*) from api_key where revoked_at is null"))
        .isEqualTo(revoked);
  }

  @Test
  void whatIsWrongWithItIsSaidBeforeTheStartAndWithoutIt(@TempDir Path folder) throws Exception {
    var key = TokenText.random(TokenKind.KEY, false).text();
    var live = TokenText.random(TokenKind.KEY, true).text();
    var token = TokenText.random(TokenKind.USER_TOKEN, false).text();
    var file = Files.writeString(folder.resolve("key"), key + "\n");

    assertThat(problem()).isEmpty();
    assertThat(problem("admin-key", key)).isEmpty();
    assertThat(problem("admin-key-file", file.toString())).isEmpty();
    for (var wrong :
        Map.of(
                "a secret of mine",
                "no key of Paydesk",
                live,
                "other mode",
                token,
                "no key of Paydesk")
            .entrySet()) {
      assertThat(problem("admin-key", wrong.getKey()).orElseThrow())
          .contains("PAYDESK_BOOTSTRAP_ADMIN_KEY", wrong.getValue())
          .doesNotContain(wrong.getKey());
    }
    assertThat(problem("admin-key-file", folder.toString()).orElseThrow())
        .contains("PAYDESK_BOOTSTRAP_ADMIN_KEY_FILE cannot be read");
    assertThat(problem("admin-key", "mine").orElseThrow()).contains("key generate --mode test");
    assertThat(problem("admin-key", key, "admin-key-file", file.toString()).orElseThrow())
        .contains("not both");
  }
}
