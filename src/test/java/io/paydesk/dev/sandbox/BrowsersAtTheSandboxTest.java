package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrowsersAtTheSandboxTest {

  private static final String VISA =
      "&payment_method_data[type]=card&payment_method_data[card][number]=4242+4242+4242+4242"
          + "&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=34"
          + "&payment_method_data[card][cvc]=123";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private String created(String more) {
    return shop.post("/v1/payment_intents", "amount=2000&currency=usd&metadata[order]=7" + more)
        .body()
        .path("id")
        .asText();
  }

  private String secret(String id) {
    return shop.sandbox.paymentIntent(id).path("client_secret").asText();
  }

  @Test
  void thePublishableKeyAndTheSecretOfTheIntentAreEnoughToPay() {
    String id = created("");
    String path = "/v1/payment_intents/" + id;
    String key = shop.settings.publishableKey();

    var paid = shop.postAs(key, path + "/confirm", "client_secret=" + secret(id) + VISA);
    var seen = shop.getAs(key, path + "?client_secret=" + secret(id));

    assertThat(paid.body().path("status").asText()).isEqualTo("succeeded");
    assertThat(paid.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(seen.body().has("metadata")).isFalse();
    assertThat(seen.body().has("customer")).isFalse();
    assertThat(shop.sandbox.paymentIntent(id).at("/metadata/order").asText()).isEqualTo("7");
  }

  @Test
  void aBrowserLearnsNoMoreFromADecline() {
    String id = created("");
    var declined =
        shop.postAs(
            shop.settings.publishableKey(),
            "/v1/payment_intents/" + id + "/confirm",
            "payment_method=pm_card_chargeDeclined&client_secret=" + secret(id));

    assertThat(declined.status()).isEqualTo(402);
    assertThat(declined.error().at("/payment_intent/id").asText()).isEqualTo(id);
    assertThat(declined.error().path("payment_intent").has("metadata")).isFalse();
  }

  @Test
  void aBrowserMayDoNothingElse() {
    String id = created("");
    String key = shop.settings.publishableKey();

    assertThat(shop.getAs(key, "/v1/payment_intents/" + id).status()).isEqualTo(400);
    assertThat(shop.getAs(key, "/v1/payment_intents/" + id + "?client_secret=x").status())
        .isEqualTo(400);
    var listed = shop.getAs(key, "/v1/payment_intents");
    assertThat(listed.status()).isEqualTo(401);
    assertThat(listed.error().path("code").asText()).isEqualTo("secret_key_required");
    assertThat(shop.postAs(key, "/v1/payment_intents/" + id + "/cancel", "").status())
        .isEqualTo(401);
  }

  @Test
  void aPageOfAnotherPortMayAsk() {
    var preflight =
        shop.send(
            shop.request("/v1/payment_intents/pi_1", null)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
  }

  @Test
  void theBanksPageAsksAndLeadsBack() {
    String id =
        created(
            "&confirm=true&payment_method=pm_card_authenticationRequired"
                + "&return_url=http://localhost:1/done?order%3D7%23end");
    String secret = secret(id);
    String path = "/sandbox/3ds/" + id;

    var page = shop.getAs(null, path + "?client_secret=" + secret);
    assertThat(page.http().body()).contains("Complete authentication", "$20.00");
    assertThat(shop.getAs(null, path + "?client_secret=x").status()).isEqualTo(404);
    var done = shop.postAs(null, path, "outcome=complete&client_secret=" + secret);
    assertThat(done.status()).isEqualTo(303);
    assertThat(done.header("Location"))
        .isEqualTo(
            "http://localhost:1/done?order=7&payment_intent=%s&payment_intent_client_secret=%s"
                    .formatted(id, secret)
                + "&redirect_status=succeeded#end");
    assertThat(shop.sandbox.paymentIntent(id).path("status").asText()).isEqualTo("succeeded");
  }

  @Test
  void theBanksPageLeadsToWebPagesOnly() throws StripeException {
    PaymentIntent intent = shop.confirm(shop.intent().getId(), "pm_card_threeDSecure2Required");

    var failed =
        shop.postAs(
            null,
            "/sandbox/3ds/" + intent.getId(),
            "outcome=fail&client_secret=" + intent.getClientSecret());

    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.http().body()).contains("requires_payment_method");
    String other =
        created(
            "&confirm=true&payment_method=pm_card_authenticationRequired"
                + "&return_url=javascript:alert(1)");
    var shown =
        shop.postAs(
            null, "/sandbox/3ds/" + other, "outcome=complete&client_secret=" + secret(other));
    assertThat(shown.header("Location")).isNull();
  }

  @Test
  void theCardsAreListed() {
    var cards = shop.getAs(null, "/sandbox/cards").body();

    assertThat(cards.size()).isGreaterThanOrEqualTo(8);
    assertThat(cards.get(0).path("number").asText()).isEqualTo("4242424242424242");
    assertThat(cards.get(0).path("label").asText()).isEqualTo("Succeeds");
  }

  @Test
  void whatMayBeSubscribedToIsListedAndAPageOfAnotherPortMayMoveTheClock() {
    var prices = shop.getAs(null, "/sandbox/prices").body();
    var before = Instant.parse(shop.getAs(null, "/sandbox/clock").body().path("now").asText());
    var moved = shop.control("/sandbox/clock", "{\"advance\":\"P1D\"}");
    var after = Instant.parse(shop.getAs(null, "/sandbox/clock").body().path("now").asText());

    assertThat(prices.get(0))
        .isEqualTo(
            Json.object(
                "id", "price_monthly",
                "currency", "usd",
                "unitAmount", 1000,
                "interval", "month",
                "intervalCount", 1));
    assertThat(moved.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(after).isAfterOrEqualTo(before.plus(Duration.ofDays(1)));
    assertThat(shop.getAs(null, "/sandbox/nothing").status()).isEqualTo(404);
  }
}
