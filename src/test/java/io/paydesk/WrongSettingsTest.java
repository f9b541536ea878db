package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongSettingsTest {

  private static Optional<String> problem(String frameAncestors) {
    return WrongSettings.problemOf(
        new SmallRyeConfigBuilder()
            .withDefaultValue("paydesk.page.frame-ancestors", frameAncestors)
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example",
        "https://shop.example/",
        "https://shop.example, https://www.shop.example:8443",
        "http://localhost:3000",
        "http://127.0.0.1:3000,",
        " "
      })
  void sitesThatMayShowThePageAreOrigins(String sites) {
    assertThat(problem(sites)).isEmpty();
  }

  /** Each was dropped, or widened, without a word. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example",
        "http://shop.example",
        "https://shop.example/checkout",
        "https://shop.example?a=b",
        "https://*.shop.example",
        "*",
        "'self'",
        "https://shop.example;script-src *",
        "https://shop.example shop.example",
        "https://shop.example, shop.example"
      })
  void oneThatIsNoOriginIsNamed(String sites) {
    assertThat(problem(sites).orElseThrow())
        .contains("PAYDESK_PAGE_FRAME_ANCESTORS", "https://shop.example")
        .doesNotContain("\n");
  }

  private static Optional<String> problemOfTheShopsProvider(Map<String, String> settings) {
    return WrongSettings.problemOf(new SmallRyeConfigBuilder().withDefaultValues(settings).build());
  }

  @Test
  void aClientOfTheShopsPageHasASecretAndAProvider() {
    var whole =
        Map.of(
            "paydesk.admin.oidc-client-id", "admin",
            "paydesk.admin.oidc-client-secret", "secret",
            "paydesk.admin.oidc-issuer", "https://id.example");
    assertThat(problemOfTheShopsProvider(whole)).isEmpty();
    assertThat(problemOfTheShopsProvider(Map.of())).isEmpty();

    for (var missing : whole.keySet()) {
      var settings = new HashMap<>(whole);
      settings.remove(missing);
      assertThat(problemOfTheShopsProvider(settings).orElseThrow())
          .contains("PAYDESK_ADMIN_OIDC")
          .doesNotContain("\n");
    }
    var known = new HashMap<>(whole);
    known.remove("paydesk.admin.oidc-issuer");
    known.put("quarkus.oidc.auth-server-url", "https://id.example");
    assertThat(problemOfTheShopsProvider(known)).isEmpty();
  }
}
