package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.net.Webhook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class ThinEventsOfTheSandboxTest {

  private final Shop shop = new Shop();
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    shop.close();
    receiver.close();
  }

  private void awaitDeliveries(int count) {
    await().untilAsserted(() -> assertThat(receiver.deliveries).hasSizeGreaterThanOrEqualTo(count));
  }

  private void send(String style) {
    shop.control("/sandbox/faults", "{\"events\": \"" + style + "\"}");
    shop.sandbox.deliverTo(receiver.uri());
  }

  @Test
  void aThinEventNamesItsObjectAndItsSnapshotAndIsSignedAlike() throws Exception {
    send("thin");
    String id = shop.intent().getId();
    awaitDeliveries(1);

    Receiver.Delivery delivery = receiver.deliveries.get(0);
    Webhook.Signature.verifyHeader(
        delivery.body(), delivery.signature(), shop.settings.webhookSecret(), 300);
    JsonNode thin = Json.read(delivery.body());
    JsonNode snapshot = shop.sandbox.events().get(0);
    assertThat(receiver.types()).containsExactly("v1.payment_intent.created");
    assertThat(Json.text(thin, "object")).isEqualTo("v2.core.event");
    assertThat(Json.text(thin, "snapshot_event")).isEqualTo(Json.text(snapshot, "id"));
    assertThat(Json.text(thin, "id")).startsWith("evt_").isNotEqualTo(Json.text(snapshot, "id"));
    assertThat(java.time.Instant.parse(Json.text(thin, "created")).getEpochSecond())
        .isEqualTo(snapshot.get("created").asLong());
    assertThat(thin.get("related_object"))
        .isEqualTo(
            Json.object("id", id, "type", "payment_intent", "url", "/v1/payment_intents/" + id));
    assertThat(thin.at("/reason/request")).isEqualTo(snapshot.get("request"));
    assertThat(thin.has("data")).isFalse();
  }

  @Test
  void bothComeWhereBothAreWantedAndOnlySnapshotsOnceTheFaultsAreCleared() throws Exception {
    send("both");
    shop.intent();
    awaitDeliveries(2);
    assertThat(receiver.types())
        .containsExactlyInAnyOrder("payment_intent.created", "v1.payment_intent.created");

    shop.sandbox.faults().clear();
    shop.post("/v1/customers", "");
    awaitDeliveries(3);

    assertThat(receiver.types().get(2)).isEqualTo("customer.created");
  }

  @Test
  void anUnknownStyleIsRefused() {
    assertThat(shop.control("/sandbox/faults", "{\"events\": \"thick\"}").status()).isEqualTo(400);
  }

  @Test
  void aThinEventThatIsSentAgainIsTheSame() throws Exception {
    receiver.refusals.set(2);
    send("thin");
    shop.intent();
    awaitDeliveries(3);
    shop.sandbox.redeliver(Json.text(shop.sandbox.events().get(0), "id"));
    awaitDeliveries(4);

    assertThat(receiver.deliveries)
        .extracting(Receiver.Delivery::body)
        .containsOnly(receiver.deliveries.get(0).body());
  }

  @Test
  void aSubscriptionThatFallsBehindIsToldWithoutASnapshotToo() throws Exception {
    Club club = new Club(shop);
    String behind = club.active("pm_card_visa");
    club.billing.replaceCard(behind, "pm_card_chargeCustomerFail");
    shop.sandbox.advanceClock(Period.ofMonths(1));

    Map<String, String> told = new TreeMap<>();
    thinEvents()
        .filter(thin -> thin.at("/related_object/id").asText().equals(behind))
        .forEach(thin -> told.put(Json.text(thin, "type"), Json.text(thin, "snapshot_event")));

    assertThat(told).containsKeys("v1.customer.subscription.updated");
    assertThat(told.get("v1.customer.subscription.updated")).isNotNull();
    assertThat(told).containsEntry("v1.customer.subscription.past_due", null);
  }

  private Stream<JsonNode> thinEvents() {
    return shop.sandbox.events().stream().flatMap(event -> ThinEvents.of(event).stream());
  }

  @Test
  void whatHasNoAddressOfItsOwnIsNotNamed() {
    JsonNode event =
        Json.object(
            "id",
            "evt_1",
            "type",
            "balance.available",
            "created",
            1,
            "data",
            Json.object("object", Json.object("object", "balance")));

    assertThat(ThinEvents.of(event).get(0).get("related_object").isNull()).isTrue();
  }

  /** In the folder next to that of the snapshot events. */
  @Test
  @EnabledIfEnvironmentVariable(named = "PAYDESK_STRIPE_EVENTS", matches = ".+")
  void noFieldOfARecordedThinEventIsMissing() throws IOException {
    shop.post(
        "/v1/payment_intents", "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa");
    JsonNode ours =
        thinEvents()
            .filter(thin -> Json.text(thin, "type").equals("v1.payment_intent.succeeded"))
            .findFirst()
            .orElseThrow();
    Path folder = Path.of(System.getenv("PAYDESK_STRIPE_EVENTS"), "..", "thin");
    List<Path> recorded;
    try (Stream<Path> files = Files.list(folder)) {
      recorded = files.toList();
    }

    assertThat(recorded).isNotEmpty();
    for (Path file : recorded) {
      JsonNode theirs = Json.read(Files.readString(file));
      theirs.fieldNames().forEachRemaining(field -> assertThat(ours.has(field)).isTrue());
      theirs
          .get("related_object")
          .fieldNames()
          .forEachRemaining(field -> assertThat(ours.get("related_object").has(field)).isTrue());
    }
  }
}
