package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutAfterARestartOfTheSandboxTest {

  @TempDir Path folder;

  private Till start() {
    return new Till(new Shop(Shop.settings(folder.resolve("state.json"), Duration.ofMillis(1))));
  }

  @Test
  void anOpenSessionIsStillPaidWithWhatTheRequestSaid() {
    String id;
    String plan;
    try (Till till = start()) {
      id = till.open("&payment_intent_data[metadata][order]=7&allow_promotion_codes=true");
      till.payer.code(id, till.code("percent_off=50", ""));
      plan =
          till.made(
                  "mode=subscription&line_items[0][price]=price_monthly"
                      + "&line_items[0][quantity]=1&subscription_data[metadata][order]=8"
                      + Till.HOSTED)
              .path("id")
              .asText();
    }
    try (Till till = start()) {
      JsonNode paid = till.payer.pay(id, "pm_card_visa");

      JsonNode intent = till.shop.sandbox.paymentIntent(paid.path("payment_intent").asText());
      assertThat(intent.path("amount_received").asLong()).isEqualTo(1000);
      assertThat(intent.at("/metadata/order").asText()).isEqualTo("7");
      till.payer.email(plan, "ada@example.com");
      String begun = till.payer.pay(plan, "pm_card_visa").path("subscription").asText();
      assertThat(till.shop.sandbox.billing().subscription(begun).at("/metadata/order").asText())
          .isEqualTo("8");
    }
  }

  @Test
  void anOpenSessionStillExpires() {
    String id;
    try (Till till = start()) {
      id = till.open("");
    }
    try (Till till = start()) {
      till.shop.sandbox.advanceClock(Duration.ofHours(25));

      assertThat(till.read(id).path("status").asText()).isEqualTo("expired");
    }
  }
}
