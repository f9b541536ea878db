package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequiredSettingsTest {

  private static Optional<String> problem(Map<String, String> more) {
    return RequiredSettings.problemOf(
        new SmallRyeConfigBuilder()
            .withDefaultValue("quarkus.datasource.reactive.url", "postgresql://db/x")
            .withDefaultValue("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/x")
            .withDefaultValue("stripe.secret-key", "sk_test_x")
            .withDefaultValue("stripe.publishable-key", "pk_test_x")
            .withDefaultValue("stripe.webhook-secrets", "whsec_x")
            .withDefaultValues(more)
            .build());
  }

  @Test
  void withoutAnIdentityProviderCallersHaveKeys() {
    assertThat(problem(Map.of())).isEmpty();
  }

  @Test
  void whatIsEmptyNamesNoProvider() {
    var empty = Map.of("quarkus.oidc.auth-server-url", "", "quarkus.oidc.token.audience", "");

    assertThat(problem(empty)).isEmpty();
  }

  @Test
  void aProviderThatWasMeantAndIsNotNamedIsMissed() {
    assertThat(problem(Map.of("quarkus.oidc.token.audience", "paydesk")).orElseThrow())
        .contains("QUARKUS_OIDC_AUTH_SERVER_URL", "leave QUARKUS_OIDC_TOKEN_AUDIENCE out");
    assertThat(problem(Map.of("paydesk.roles.claim", "realm_access/roles")).orElseThrow())
        .contains("QUARKUS_OIDC_AUTH_SERVER_URL", "leave PAYDESK_ROLES_CLAIM out");
  }

  @Test
  void anIdentityProviderIsNamedAsAWhole() {
    var audience = "quarkus.oidc.token.audience";

    assertThat(problem(Map.of("quarkus.oidc.auth-server-url", "https://id")).orElseThrow())
        .isEqualTo("set QUARKUS_OIDC_TOKEN_AUDIENCE");
    assertThat(problem(Map.of("quarkus.oidc.public-key", "x", audience, "a")).orElseThrow())
        .isEqualTo("set QUARKUS_OIDC_TOKEN_ISSUER");
    assertThat(problem(Map.of("quarkus.oidc.token.issuer", "x", audience, "a")).orElseThrow())
        .contains("QUARKUS_OIDC_AUTH_SERVER_URL");
    assertThat(problem(Map.of("quarkus.oidc.auth-server-url", "https://id", audience, "a")))
        .isEmpty();
  }
}
