package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.exception.StripeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateOfTheSandboxTest {

  @TempDir Path directory;

  private SandboxSettings settings() {
    return Shop.settings(directory.resolve("state/sandbox.json"), Duration.ofMillis(300));
  }

  @Test
  void theStateSurvivesARestart() throws StripeException {
    SandboxSettings settings = settings();
    String paid;
    String processing;
    List<JsonNode> events;
    try (Shop shop = new Shop(settings)) {
      paid = shop.paid().getId();
      processing = shop.intent().getId();
      shop.post("/v1/customers", "email=a@example.com", "Idempotency-Key", "k1");
      shop.sandbox.confirm(processing, "pm_usBankAccount_success");
      events = shop.sandbox.events();
    }

    try (Shop shop = new Shop(settings);
        Receiver receiver = new Receiver()) {
      assertThat(shop.sandbox.paymentIntent(paid).path("status").asText()).isEqualTo("succeeded");
      assertThat(shop.sandbox.events())
          .extracting(JsonNode::toString)
          .startsWith(events.stream().map(JsonNode::toString).toArray(String[]::new));
      assertThat(shop.sandbox.customers()).hasSize(1);
      assertThat(
              shop.post("/v1/customers", "email=a@example.com", "Idempotency-Key", "k1")
                  .header("Idempotent-Replayed"))
          .isEqualTo("true");
      assertThat(shop.post("/v1/refunds", "payment_intent=" + paid).status()).isEqualTo(200);
      await()
          .until(
              () ->
                  shop.sandbox
                      .paymentIntent(processing)
                      .path("status")
                      .asText()
                      .equals("succeeded"));
      shop.sandbox.deliverTo(receiver.uri());
      await()
          .untilAsserted(
              () -> {
                assertThat(receiver.deliveries.stream().map(Receiver.Delivery::id).distinct())
                    .containsExactlyInAnyOrderElementsOf(
                        shop.sandbox.events().stream()
                            .map(event -> event.path("id").asText())
                            .toList());
                assertThat(shop.sandbox.isQuiet()).isTrue();
              });
      noneCameTwice(receiver.deliveries);
    }
  }

  /** But after ten seconds, which is how long the sandbox waits for the answer. */
  private static void noneCameTwice(List<Receiver.Delivery> deliveries) {
    var signed = new HashMap<String, Long>();
    for (var delivery : deliveries) {
      long now = Long.parseLong(delivery.signature().replaceAll("^t=(\\d+),.*", "$1"));
      var before = signed.put(delivery.id(), now);
      assertThat(before)
          .as(delivery.body())
          .satisfiesAnyOf(
              first -> assertThat(first).isNull(),
              first -> assertThat(now - first).isGreaterThanOrEqualTo(9));
    }
  }

  @Test
  void theBalanceSurvivesARestart() throws StripeException {
    SandboxSettings settings = settings();
    String paid;
    try (Shop shop = new Shop(settings)) {
      paid = shop.paid().getId();
      shop.post("/v1/refunds", "amount=500&payment_intent=" + paid);
    }

    try (Shop shop = new Shop(settings)) {
      assertThat(shop.available("usd")).isEqualTo(1500);
      assertThat(shop.post("/v1/refunds", "payment_intent=" + paid).status()).isEqualTo(200);
      assertThat(shop.get("/v1/balance_transactions").body().path("data")).hasSize(3);
    }
  }

  @Test
  void aDisputeSurvivesARestart() throws StripeException {
    SandboxSettings settings = settings();
    String dispute;
    String paid;
    try (Shop shop = new Shop(settings)) {
      paid = shop.paid().getId();
      dispute = shop.sandbox.dispute(paid, "fraudulent", false);
    }

    try (Shop shop = new Shop(settings)) {
      assertThat(shop.available("usd")).isEqualTo(-1500);
      assertThat(shop.post("/v1/refunds", "payment_intent=" + paid).error().path("code").asText())
          .isEqualTo("charge_disputed");
      shop.sandbox.disputeIs(dispute, "won");
      assertThat(shop.available("usd")).isEqualTo(2000);
    }
  }

  @Test
  void aRefundGoesOnAfterARestart() throws StripeException {
    SandboxSettings settings = settings();
    String refund;
    try (Shop shop = new Shop(settings)) {
      shop.sandbox.holdRefunds(true);
      String paid = shop.confirm(shop.intent().getId(), "pm_card_refundFail").getId();
      refund = shop.post("/v1/refunds", "payment_intent=" + paid).body().path("id").asText();
    }

    try (Shop shop = new Shop(settings)) {
      await().until(() -> shop.sandbox.refund(refund).path("status").asText().equals("failed"));
      assertThat(shop.available("usd")).isEqualTo(2000);
    }
  }

  @Test
  void aFileOfBeforeThereWasABalanceIsTakenOver() throws Exception {
    SandboxSettings settings = settings();
    String paid;
    try (Shop shop = new Shop(settings)) {
      paid = shop.paid().getId();
      shop.confirm(shop.intent().getId(), "pm_usBankAccount_insufficientFunds");
      shop.post("/v1/refunds", "amount=500&payment_intent=" + paid);
    }
    ObjectNode old = (ObjectNode) Json.read(Files.readString(settings.stateFile()));
    old.remove("balance_transactions");
    old.path("charges").forEach(charge -> ((ObjectNode) charge).putNull("balance_transaction"));
    old.path("refunds").forEach(refund -> ((ObjectNode) refund).putNull("balance_transaction"));
    Files.writeString(settings.stateFile(), Json.write(old));

    try (Shop shop = new Shop(settings)) {
      assertThat(shop.available("usd")).isEqualTo(1500);
      assertThat(shop.post("/v1/refunds", "payment_intent=" + paid).status()).isEqualTo(200);
    }
  }

  @Test
  void theFileIsWrittenWhileTheSandboxRuns() throws Exception {
    SandboxSettings settings = settings();
    try (Shop shop = new Shop(settings)) {
      String id = shop.intent().getId();

      await()
          .until(
              () ->
                  Files.exists(settings.stateFile())
                      && Files.readString(settings.stateFile()).contains(id));
    }
    try (var files = Files.list(settings.stateFile().getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFileThatIsNoStateIsLeftAlone() throws IOException {
    SandboxSettings settings = settings();
    Files.createDirectories(settings.stateFile().getParent());
    Files.writeString(settings.stateFile(), "my diary");

    assertThatThrownBy(() -> Sandbox.start(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not a state of the sandbox");
    assertThat(settings.stateFile()).hasContent("my diary");
  }

  @Test
  void closingEndsEveryThread() throws StripeException {
    Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
    Shop shop = new Shop();
    shop.sandbox.deliverTo(URI.create("http://127.0.0.1:9/"));
    shop.intent();
    assertThat(sandboxThreadsBeside(ofOthers)).isNotEmpty();

    shop.close();

    await().untilAsserted(() -> assertThat(sandboxThreadsBeside(ofOthers)).isEmpty());
  }

  /** Without those of other tests' sandboxes. */
  private static List<Thread> sandboxThreadsBeside(Set<Thread> ofOthers) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sandbox-") && !ofOthers.contains(thread))
        .toList();
  }

  @Test
  void onlyTestKeysAreTaken() {
    assertThatThrownBy(
            () -> new SandboxSettings(0, "sk_live_1", "pk_test_1", "whsec_1", null, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
