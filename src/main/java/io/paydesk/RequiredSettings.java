package io.paydesk;

import io.paydesk.actionflow.OwnEndpointSettings;
import io.paydesk.key.BootstrapSettings;
import io.paydesk.mail.MailSettings;
import io.paydesk.stripe.StripeKeys;
import io.paydesk.trace.TracingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The settings without which money could be lost or taken by the wrong hands. They have no
 * defaults.
 */
public final class RequiredSettings {

  /** Property names, and the environment variables that a deployer sets. */
  private static final List<Required> ALWAYS =
      List.of(
          new Required("quarkus.datasource.reactive.url", "QUARKUS_DATASOURCE_REACTIVE_URL"),
          new Required("quarkus.datasource.jdbc.url", "QUARKUS_DATASOURCE_JDBC_URL"),
          new Required("stripe.secret-key", "STRIPE_SECRET_KEY"),
          new Required("stripe.publishable-key", "STRIPE_PUBLISHABLE_KEY"),
          new Required("stripe.webhook-secrets", "STRIPE_WEBHOOK_SECRETS"));

  /**
   * Each of these says that an identity provider signs tokens. With none of them callers have keys
   * of this service.
   */
  static final List<String> PROVIDER =
      List.of(
          "quarkus.oidc.auth-server-url", "quarkus.oidc.public-key", "quarkus.oidc.token.issuer");

  /**
   * An operator who sets one of these has an identity provider in mind, and its own setting was
   * lost.
   */
  private static final List<Required> MEANT_FOR_PROVIDER =
      List.of(
          new Required("quarkus.oidc.token.audience", "QUARKUS_OIDC_TOKEN_AUDIENCE"),
          new Required("paydesk.roles.claim", "PAYDESK_ROLES_CLAIM"));

  /** Those of {@link #ALWAYS} that name the Stripe account. */
  static final List<String> STRIPE =
      List.of("stripe.secret-key", "stripe.publishable-key", "stripe.webhook-secrets");

  /** What a start needs that only migrates the database and ends. */
  private static final List<Required> TO_MIGRATE =
      List.of(new Required("quarkus.datasource.jdbc.url", "QUARKUS_DATASOURCE_JDBC_URL"));

  /** One connection listens for changes, two read for the streams, and the rest serve requests. */
  private static final int FEWEST_CONNECTIONS = 5;

  private record Required(String property, String variable) {}

  private RequiredSettings() {}

  /**
   * @return one line that names what is missing or wrong, without any value; empty when nothing is
   */
  public static Optional<String> problemOf(Config config) {
    boolean migrates = migratesAndEnds(config);
    var missing = new ArrayList<String>();
    for (var required : migrates ? TO_MIGRATE : ALWAYS) {
      if (!has(config, required.property)) {
        missing.add(required.variable);
      }
    }
    if (migrates) {
      return missing.isEmpty() ? Optional.empty() : Optional.of(set(missing));
    }
    boolean provider = PROVIDER.stream().anyMatch(setting -> has(config, setting));
    if (provider) {
      addOfTheProvider(config, missing);
    }
    if (!missing.isEmpty()) {
      return Optional.of(set(missing));
    }
    var meant =
        MEANT_FOR_PROVIDER.stream().filter(setting -> has(config, setting.property)).findFirst();
    if (!provider && meant.isPresent()) {
      return Optional.of(
          "set QUARKUS_OIDC_AUTH_SERVER_URL (or QUARKUS_OIDC_PUBLIC_KEY), or leave "
              + meant.get().variable
              + " out: callers would have API keys only");
    }
    int connections =
        config
            .getOptionalValue("quarkus.datasource.reactive.max-size", Integer.class)
            .orElse(FEWEST_CONNECTIONS);
    if (connections < FEWEST_CONNECTIONS) {
      return Optional.of(
          """
          QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE is %s, and at least %s connections are needed: one \
          only listens\
          """
              .formatted(connections, FEWEST_CONNECTIONS));
    }
    return StripeKeys.problemOf(
            config.getValue("stripe.secret-key", String.class),
            config.getValue("stripe.publishable-key", String.class))
        .or(() -> BootstrapSettings.problemOf(config))
        .or(() -> OwnEndpointSettings.problemOf(config))
        .or(() -> MailSettings.problemOf(config))
        .or(() -> TracingSettings.problemOf(config));
  }

  private static void addOfTheProvider(Config config, List<String> missing) {
    boolean publicKey = has(config, "quarkus.oidc.public-key");
    if (!has(config, "quarkus.oidc.token.audience")) {
      missing.add("QUARKUS_OIDC_TOKEN_AUDIENCE");
    }
    if (!publicKey && !has(config, "quarkus.oidc.auth-server-url")) {
      missing.add("QUARKUS_OIDC_AUTH_SERVER_URL (or QUARKUS_OIDC_PUBLIC_KEY)");
    }
    if (publicKey && !has(config, "quarkus.oidc.token.issuer")) {
      missing.add("QUARKUS_OIDC_TOKEN_ISSUER");
    }
  }

  /**
   * Whether this start only migrates the database (QUARKUS_INIT_AND_EXIT). In Kubernetes a Job does
   * so first; the service itself then runs without the right to migrate.
   */
  static boolean migratesAndEnds(Config config) {
    return config.getOptionalValue("quarkus.init-and-exit", Boolean.class).orElse(false);
  }

  private static String set(List<String> missing) {
    return "set " + String.join(", ", missing);
  }

  private static boolean has(Config config, String property) {
    return config
        .getOptionalValue(property, String.class)
        .filter(value -> !value.isBlank())
        .isPresent();
  }
}
