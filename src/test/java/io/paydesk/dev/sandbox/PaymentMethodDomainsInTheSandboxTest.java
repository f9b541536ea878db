package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where wallets show, as Stripe keeps it. */
class PaymentMethodDomainsInTheSandboxTest {

  private static final String DOMAINS = "/v1/payment_method_domains";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private JsonNode registered(String name) {
    var reply = shop.post(DOMAINS, "domain_name=" + name);
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    return reply.body();
  }

  @Test
  void aDomainIsRegisteredOnceWithAllMethodsActive() {
    var first = registered("shop.example");

    assertThat(first.path("id").asText()).startsWith("pmd_");
    assertThat(first.path("enabled").asBoolean()).isTrue();
    for (var method :
        new String[] {"amazon_pay", "apple_pay", "google_pay", "klarna", "link", "paypal"}) {
      assertThat(first.path(method).path("status").asText()).as(method).isEqualTo("active");
    }
    assertThat(registered("Shop.Example").path("id")).isEqualTo(first.path("id"));
    assertThat(shop.get(DOMAINS).body().path("data")).hasSize(1);
    assertThat(shop.get(DOMAINS + "/" + first.path("id").asText()).body()).isEqualTo(first);
  }

  @Test
  void aDomainIsDisabledAndEnabledAndListedByBoth() {
    var id = registered("shop.example").path("id").asText();
    registered("pay.shop.example");
    shop.post(DOMAINS + "/" + id, "enabled=false");

    assertThat(shop.get(DOMAINS + "?enabled=false").body().path("data")).hasSize(1);
    assertThat(shop.get(DOMAINS + "?enabled=true").body().path("data")).hasSize(1);
    assertThat(
            shop.get(DOMAINS + "?domain_name=shop.example")
                .body()
                .at("/data/0/enabled")
                .asBoolean())
        .isFalse();
    assertThat(shop.post(DOMAINS + "/" + id, "enabled=true").body().path("enabled").asBoolean())
        .isTrue();
  }

  @Test
  void aWalletThatFailsIsActiveAgainOnceItIsValidated() {
    var id = registered("shop.example").path("id").asText();
    shop.sandbox.walletFails("shop.example", "apple_pay", "Apple cannot reach it.");

    var now = shop.get(DOMAINS + "/" + id).body();
    assertThat(now.at("/apple_pay/status").asText()).isEqualTo("inactive");
    assertThat(now.at("/apple_pay/status_details/error_message").asText())
        .isEqualTo("Apple cannot reach it.");
    assertThat(
            shop.post(DOMAINS + "/" + id + "/validate", "").body().at("/apple_pay/status").asText())
        .isEqualTo("active");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "shop.localhost",
        "127.0.0.1",
        "https://shop.example",
        "shop.example:443",
        "shop.example/pay",
        "shop_example"
      })
  void whatIsNoDomainIsRefused(String name) {
    var reply = shop.post(DOMAINS, "domain_name=" + name);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error().path("param").asText()).isEqualTo("domain_name");
  }

  @Test
  void aDomainSurvivesARestart(@TempDir Path directory) {
    var settings = Shop.settings(directory.resolve("state.json"), Duration.ofSeconds(1));
    try (var before = new Shop(settings)) {
      before.post(DOMAINS, "domain_name=shop.example");
    }
    try (var after = new Shop(settings)) {
      assertThat(after.get(DOMAINS).body().at("/data/0/domain_name").asText())
          .isEqualTo("shop.example");
    }
  }

  @Test
  void whatIsMissingOrUnknownIsRefused() {
    assertThat(shop.post(DOMAINS, "").error().path("code").asText()).isEqualTo("parameter_missing");
    assertThat(shop.get(DOMAINS + "/pmd_nobody").status()).isEqualTo(404);
  }
}
