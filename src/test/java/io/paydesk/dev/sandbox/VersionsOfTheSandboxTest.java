package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox speaks the version that Stripe's Java client pins, and the newest. */
class VersionsOfTheSandboxTest {

  private static final String INTENT = "amount=2000&currency=usd";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Shop.Reply inNewest(String path, String form) {
    return shop.post(path, form, "Stripe-Version", ApiVersion.NEWEST.text());
  }

  @Test
  void aCallGetsTheShapeOfItsVersion() {
    Shop.Reply pinned = shop.post("/v1/payment_intents", INTENT);
    Shop.Reply newest = inNewest("/v1/payment_intents", INTENT);

    assertThat(pinned.body().has("payment_record")).isFalse();
    assertThat(pinned.header("Stripe-Version")).isEqualTo("2026-07-29.dahlia");
    assertThat(newest.body().path("payment_record").isNull()).isTrue();
    assertThat(newest.body().path("allowed_payment_method_types").isNull()).isTrue();
    assertThat(newest.header("Stripe-Version")).isEqualTo("2026-10-28.endive");
  }

  @Test
  void soDoObjectsInListsAndThoseThatAreExpanded() {
    inNewest("/v1/payment_intents", INTENT + "&confirm=true&payment_method=pm_card_visa");
    shop.version = ApiVersion.NEWEST;

    JsonNode intent =
        shop.get("/v1/payment_intents?expand[]=data.latest_charge").body().at("/data/0");

    assertThat(intent.has("payment_record")).isTrue();
    assertThat(
            intent
                .at("/latest_charge/payment_method_details/card")
                .has("electronic_commerce_indicator"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/payment_intents, amount=2000&currency=usd, payment_method_types_no_longer_supported",
    "/v1/setup_intents, usage=off_session, payment_method_types_no_longer_supported",
    "/v1/checkout/sessions, mode=setup&currency=usd, parameter_unknown"
  })
  void theNewestTakesNoListOfMethods(String path, String form, String code) {
    Shop.Reply without = inNewest(path, form + more(path));
    Shop.Reply with = inNewest(path, form + more(path) + "&payment_method_types[]=card");

    assertThat(without.status()).isEqualTo(200);
    assertThat(with.status()).isEqualTo(400);
    assertThat(with.error().path("code").asText()).isEqualTo(code);
    assertThat(with.error().path("param").asText()).isEqualTo("payment_method_types");
    assertThat(shop.post(path, form + more(path) + "&payment_method_types[]=card").status())
        .isEqualTo(200);
  }

  private static String more(String path) {
    return path.contains("checkout") ? Till.HOSTED : "";
  }

  @Test
  void eventsAreKeptInTheAccountsVersionAndSentInThatOfTheEndpoint() {
    inNewest("/v1/payment_intents", INTENT);

    var kept = (ObjectNode) shop.sandbox.events().get(0);
    JsonNode sent = EventStyle.NEWEST.bodies(kept).get(0);

    assertThat(kept.path("api_version").asText()).isEqualTo("2026-07-29.dahlia");
    assertThat(kept.at("/data/object").has("payment_record")).isFalse();
    assertThat(sent.path("api_version").asText()).isEqualTo("2026-10-28.endive");
    assertThat(sent.at("/data/object").has("payment_record")).isTrue();
    assertThat(sent.path("id")).isEqualTo(kept.path("id"));
  }
}
