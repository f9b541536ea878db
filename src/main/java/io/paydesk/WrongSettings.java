package io.paydesk;

import io.paydesk.brand.BrandColor;
import io.paydesk.page.FrameAncestors;
import io.paydesk.stripe.MethodConfiguration;
import io.paydesk.surface.PublicAddress;
import io.paydesk.surface.ReturnUrls;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Settings that are there, and that nothing could be done with. Each would end in a stack trace.
 */
final class WrongSettings {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private static final List<String> MCP_MODES = List.of("off", "read", "write");

  private static final String SCRIPT =
      "https://[^/\\s?#]+/\\S+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/\\S+";

  private WrongSettings() {}

  /**
   * @return one line that names the setting, without its value; empty when none is wrong
   */
  static Optional<String> problemOf(Config config) {
    return Stream.of(
            reactiveUrlProblem(text(config, "quarkus.datasource.reactive.url")),
            jdbcUrlProblem(text(config, "quarkus.datasource.jdbc.url")),
            webhookProblem(text(config, "stripe.webhook-secrets")),
            scriptProblem(text(config, "stripe.script")),
            publicKeyProblem(text(config, "quarkus.oidc.public-key")),
            mcpProblem(text(config, "paydesk.mcp")),
            returnUrlsProblem(text(config, "paydesk.return-urls")),
            methodsProblem(text(config, "paydesk.payment-method-configuration")),
            publicUrlProblem(text(config, "paydesk.public-url")),
            frameAncestorsProblem(text(config, "paydesk.page.frame-ancestors")),
            brandColorProblem(text(config, "paydesk.brand.color")),
            shopProviderProblem(config))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> text(Config config, String property) {
    return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
  }

  private static Optional<String> reactiveUrlProblem(Optional<String> url) {
    return url.filter(value -> value.strip().startsWith("jdbc:"))
        .map(
            value ->
                "QUARKUS_DATASOURCE_REACTIVE_URL begins with jdbc:, which is for"
                    + " QUARKUS_DATASOURCE_JDBC_URL alone: write postgresql://host:port/database");
  }

  private static Optional<String> jdbcUrlProblem(Optional<String> url) {
    return url.filter(value -> !value.strip().startsWith("jdbc:"))
        .map(
            value ->
                "QUARKUS_DATASOURCE_JDBC_URL does not begin with jdbc: write"
                    + " jdbc:postgresql://host:port/database");
  }

  private static Optional<String> webhookProblem(Optional<String> secrets) {
    return secrets
        .filter(value -> !areSecrets(value))
        .map(
            value ->
                "STRIPE_WEBHOOK_SECRETS has what is no signing secret: each begins with whsec_, and"
                    + " commas separate them");
  }

  /** A blank one, as after a last comma, fits no signature. */
  private static boolean areSecrets(String value) {
    var secrets =
        Arrays.stream(value.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    return !secrets.isEmpty() && secrets.stream().allMatch(WrongSettings::isOne);
  }

  private static boolean isOne(String secret) {
    return secret.matches("whsec_\\S+");
  }

  /** Whoever changes that script on its way takes the payers' cards. */
  private static Optional<String> scriptProblem(Optional<String> address) {
    return address
        .filter(value -> !value.strip().matches(SCRIPT))
        .map(
            value ->
                "STRIPE_SCRIPT is no address of a script that browsers can trust: write https://, or"
                    + " http:// for the pretend Stripe on this machine");
  }

  private static Optional<String> publicKeyProblem(Optional<String> key) {
    return key.filter(value -> ALGORITHMS.stream().noneMatch(each -> isPublicKey(value, each)))
        .map(
            value ->
                "QUARKUS_OIDC_PUBLIC_KEY is no public key: write what is between BEGIN PUBLIC KEY"
                    + " and END PUBLIC KEY, in one line");
  }

  private static Optional<String> mcpProblem(Optional<String> mode) {
    return mode.filter(value -> !MCP_MODES.contains(value.strip().toLowerCase(Locale.ROOT)))
        .map(value -> "PAYDESK_MCP takes one of " + String.join(", ", MCP_MODES));
  }

  private static Optional<String> returnUrlsProblem(Optional<String> urls) {
    return urls.filter(value -> !ReturnUrls.areReadable(value))
        .map(
            value ->
                "PAYDESK_RETURN_URLS has what payers cannot be sent to: write origins such as"
                    + " https://shop.example or parts of them, with commas between them; http only"
                    + " for localhost, and no query");
  }

  private static Optional<String> methodsProblem(Optional<String> id) {
    return id.filter(value -> !value.matches(MethodConfiguration.PATTERN))
        .map(
            value ->
                "PAYDESK_PAYMENT_METHOD_CONFIGURATION is no payment method configuration of"
                    + " Stripe's: write its id, which begins with pmc_");
  }

  private static Optional<String> publicUrlProblem(Optional<String> url) {
    return url.filter(value -> !PublicAddress.isReadable(value))
        .map(
            value ->
                "PAYDESK_PUBLIC_URL is no address that payers could be sent to: write one such as"
                    + " https://pay.example; http only for localhost, and no query");
  }

  private static Optional<String> frameAncestorsProblem(Optional<String> sites) {
    return sites
        .filter(value -> !FrameAncestors.areReadable(value))
        .map(
            value ->
                "PAYDESK_PAGE_FRAME_ANCESTORS has what is no site's origin: write such as"
                    + " https://shop.example, with commas between them; http only for localhost, and"
                    + " no path");
  }

  /** Half of it would show a way to sign in that leads nowhere, or none. */
  private static Optional<String> shopProviderProblem(Config config) {
    boolean client = text(config, "paydesk.admin.oidc-client-id").isPresent();
    boolean secret = text(config, "paydesk.admin.oidc-client-secret").isPresent();
    if (client != secret) {
      return Optional.of(
          "PAYDESK_ADMIN_OIDC_CLIENT_ID and PAYDESK_ADMIN_OIDC_CLIENT_SECRET are set together");
    }
    boolean issuer =
        text(config, "paydesk.admin.oidc-issuer")
            .or(() -> text(config, "quarkus.oidc.auth-server-url"))
            .isPresent();
    return client && !issuer
        ? Optional.of(
            "PAYDESK_ADMIN_OIDC_CLIENT_ID is a client of no provider: set PAYDESK_ADMIN_OIDC_ISSUER"
                + " or QUARKUS_OIDC_AUTH_SERVER_URL")
        : Optional.empty();
  }

  private static Optional<String> brandColorProblem(Optional<String> color) {
    return color
        .filter(value -> BrandColor.of(value).isEmpty())
        .map(value -> "PAYDESK_BRAND_COLOR is no color such as #4338ca");
  }

  private static boolean isPublicKey(String text, String algorithm) {
    try {
      var bytes =
          Base64.getDecoder()
              .decode(text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes))
          != null;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
