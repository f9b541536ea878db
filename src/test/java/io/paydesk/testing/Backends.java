package io.paydesk.testing;

import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.sandbox.SandboxSettings;
import io.paydesk.dev.token.DevKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What a test runs against: a real PostgreSQL, the pretend Stripe over HTTP, an identity provider
 * and keys for tokens.
 */
public class Backends implements QuarkusTestResourceLifecycleManager {

  private static final String WEBHOOK_SECRET = "paydesk.test.webhook-secret";

  private EmbeddedDatabase database;
  private Sandbox sandbox;
  private DevKeys keys;
  private PretendProvider provider;

  @Override
  public Map<String, String> start() {
    database = EmbeddedDatabase.temporary();
    var stripe = SandboxSettings.forTests();
    sandbox = Sandbox.start(stripe);
    keys = QuickKeys.get();
    provider = PretendProvider.start();
    var settings = new HashMap<>(database.settings());
    settings.putAll(keys.settings());
    settings.putAll(provider.settings());
    settings.put("stripe.api-base", sandbox.baseUri().toString());
    settings.put("stripe.script", sandbox.baseUri() + "/dahlia/stripe.js");
    settings.put("stripe.secret-key", stripe.secretKey());
    settings.put("stripe.publishable-key", stripe.publishableKey());
    settings.put(
        "stripe.webhook-secrets", "whsec_of_before_the_rotation," + stripe.webhookSecret());
    settings.put("paydesk.http.request-deadline", "25S");
    settings.put("paydesk.stripe.timeout", "2S");
    settings.put("paydesk.stripe.retries", "1");
    settings.put("paydesk.webhook.patience", "1S");
    settings.put("paydesk.webhook.late-events", "1s");
    settings.put("paydesk.stream.heartbeat", "1S");
    settings.put("paydesk.stream.limit-per-user", "10");
    settings.put("paydesk.actionflow.pause", "0.05S");
    settings.put("paydesk.actionflow.timeout", "3S");
    settings.put(WEBHOOK_SECRET, stripe.webhookSecret());
    settings.put("paydesk.dev.sandbox.url", sandbox.baseUri().toString());
    return settings;
  }

  public static String webhookSecret() {
    return ConfigProvider.getConfig().getValue(WEBHOOK_SECRET, String.class);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(sandbox, new TestInjector.MatchesType(Sandbox.class));
    injector.injectIntoFields(database, new TestInjector.MatchesType(EmbeddedDatabase.class));
    injector.injectIntoFields(keys, new TestInjector.MatchesType(DevKeys.class));
  }

  @Override
  public void stop() {
    if (sandbox != null) {
      sandbox.close();
    }
    if (provider != null) {
      provider.close();
    }
    if (database != null) {
      database.close();
    }
  }
}
