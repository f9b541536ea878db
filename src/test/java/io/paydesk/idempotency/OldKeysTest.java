package io.paydesk.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OldKeysTest extends PaydeskTest {

  @Inject OldKeys oldKeys;

  private void orderWith(String key) {
    asService()
        .header("Idempotency-Key", key)
        .body(Map.of("userId", user, "price", "5.00", "currency", "usd"))
        .post("/v1/orders")
        .then()
        .statusCode(201);
  }

  private void age(String key, String age) {
    tables()
        .change(
            "update idempotency_key set created_at = now() - cast(? as interval) where key = ?",
            age,
            key);
  }

  @Test
  void aKeyIsDeletedAfterAWeekAndNotBefore() throws Throwable {
    orderWith(user + "-young");
    orderWith(user + "-old");
    age(user + "-young", "6 days 23 hours");
    age(user + "-old", "7 days 1 hour");

    VertxContextSupport.subscribeAndAwait(() -> oldKeys.forget());

    assertThat(tables().text("select key from idempotency_key where key like ?", user + "%"))
        .isEqualTo(user + "-young");
    asService()
        .header("Idempotency-Key", user + "-young")
        .body(Map.of("userId", user, "price", "5.00", "currency", "usd"))
        .post("/v1/orders")
        .then()
        .header("Idempotency-Replayed", equalTo("true"));
    assertThat(tables().number("select count(*) from idempotency_key where key = ?", user + "-old"))
        .isZero();
  }
}
