package io.paydesk.session;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.common.runtime.config.OidcClientCommonConfig.Credentials.Secret.Method;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider at which people of the shop sign in: Quarkus asks it by the code flow, with
 * PKCE and a nonce, below one path alone. All other requests are of whatever tokens are set up for
 * the API.
 *
 * @see <a href="https://quarkus.io/guides/security-oidc-code-flow-authentication">the code flow</a>
 */
@Singleton
public class ShopProvider implements TenantConfigResolver {

  /** Where somebody is sent to the provider from. */
  public static final String PATH = "/admin/oidc";

  /** Where the provider sends them back to. */
  public static final String BACK = PATH + "/back";

  /**
   * No path ends with it: Quarkus takes the last part of one for a tenant's name. Cookies have it
   * in theirs.
   */
  private static final String TENANT = "paydesk-admin-page";

  private final @Nullable OidcTenantConfig tenant;

  ShopProvider(
      SessionConfig config,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer,
      @ConfigProperty(name = "quarkus.oidc.roles.role-claim-path") Optional<String> rolesClaim) {
    tenant =
        config.enabled()
                && config.oidcClientId().isPresent()
                && config.oidcClientSecret().isPresent()
            ? config
                .oidcIssuer()
                .or(() -> issuer)
                .map(url -> tenant(url, config, rolesClaim.orElse("groups")))
                .orElse(null)
            : null;
  }

  private static OidcTenantConfig tenant(String issuer, SessionConfig config, String rolesClaim) {
    var secret = config.oidcClientSecret().orElseThrow();
    return OidcTenantConfig.authServerUrl(issuer)
        .tenantId(TENANT)
        .applicationType(ApplicationType.WEB_APP)
        .clientId(config.oidcClientId().orElseThrow())
        .credentials()
        .clientSecret(secret, Method.BASIC)
        .end()
        .roles()
        .roleClaimPath(rolesClaim)
        .end()
        .token()
        .principalClaim("sub")
        .end()
        .authentication()
        .redirectPath(BACK)
        .removeRedirectParameters(false)
        .pkceRequired()
        .nonceRequired()
        // Each process reads what another one has begun.
        .stateSecret(derived("state", secret))
        .failOnMissingStateParam(true)
        .cookiePath(PATH)
        .cookieForceSecure(config.secureCookie())
        .forceRedirectHttpsScheme(config.secureCookie())
        .end()
        .tokenStateManager()
        .encryptionSecret(derived("tokens", secret))
        .end()
        .build();
  }

  /** As long as Quarkus asks for, whatever the length of the client's own secret. */
  private static String derived(String purpose, String secret) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest((purpose + " " + secret).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether there is one. */
  public boolean isSetUp() {
    return tenant != null;
  }

  @Override
  public Uni<OidcTenantConfig> resolve(
      RoutingContext context, OidcRequestContext<OidcTenantConfig> ignored) {
    var path = context.normalizedPath();
    return path.equals(PATH) || path.equals(BACK)
        ? Uni.createFrom().item(tenant)
        : Uni.createFrom().nullItem();
  }
}
