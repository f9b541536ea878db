package io.paydesk.testing;

import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.sandbox.SandboxSettings;
import io.paydesk.dev.token.DevKeys;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the packaged jar runs against, and the environment variables that point it there. */
public record PackagedBackends(
    EmbeddedDatabase database, Sandbox sandbox, SandboxSettings stripe, DevKeys keys)
    implements AutoCloseable {

  public static PackagedBackends start() {
    return on(EmbeddedDatabase.temporary());
  }

  public static PackagedBackends on(EmbeddedDatabase database) {
    ClassArchive.make();
    return alone(database);
  }

  /** With no archive of the application's classes. */
  static PackagedBackends alone(EmbeddedDatabase database) {
    var stripe = SandboxSettings.forTests();
    return new PackagedBackends(database, Sandbox.start(stripe), stripe, QuickKeys.get());
  }

  /** Exactly the documented settings. */
  public Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    database.settings().forEach((name, value) -> environment.put(variable(name), value));
    environment.put("STRIPE_SECRET_KEY", stripe.secretKey());
    environment.put("STRIPE_PUBLISHABLE_KEY", stripe.publishableKey());
    environment.put("STRIPE_WEBHOOK_SECRETS", stripe.webhookSecret());
    environment.put("STRIPE_API_BASE", sandbox.baseUri().toString());
    environment.put("QUARKUS_OIDC_PUBLIC_KEY", keys.settings().get("quarkus.oidc.public-key"));
    environment.put("QUARKUS_OIDC_TOKEN_ISSUER", DevKeys.ISSUER);
    environment.put("QUARKUS_OIDC_TOKEN_AUDIENCE", DevKeys.AUDIENCE);
    environment.put("PAYDESK_BRAND_NAME", "Ada's Tickets");
    environment.put("PAYDESK_STRIPE_CONCURRENCY", "8");
    environment.put("PAYDESK_STRIPE_TIMEOUT", "20S");
    return environment;
  }

  private static String variable(String property) {
    return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  /** A process that is ready, and that Stripe delivers to. */
  public PackagedProcess start(Map<String, String> environment) {
    return start(environment, List.of());
  }

  /**
   * @param options for the JVM
   */
  public PackagedProcess start(Map<String, String> environment, List<String> options) {
    var process = PackagedProcess.start(environment, options).untilReady();
    sandbox.deliverTo(URI.create(process.url("/webhooks/stripe")));
    return process;
  }

  @Override
  public void close() {
    sandbox.close();
    database.close();
  }
}
