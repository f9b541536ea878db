package io.paydesk.dev;

import io.paydesk.RequiredSettings;
import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.sandbox.SandboxSettings;
import io.paydesk.dev.token.DevAdminKey;
import io.paydesk.dev.token.DevKeys;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts {@code quarkus:dev} with an embedded PostgreSQL, the pretend Stripe and keys for tokens,
 * each only where no setting names a real one. They stay up through live reloads and end with the
 * process.
 */
@QuarkusMain(name = "paydesk-dev")
public final class PaydeskDev {

  private static final String STARTED = "paydesk.dev.started";
  private static final String DATABASE = "postgresql";
  private static final String SANDBOX = "sandbox.json";
  private static final String ADMIN_KEY = "admin-key";
  private static final String KEYS = "token-keys";
  private static final int PORTS = 20;

  public static void main(String... args) {
    if (System.getProperty(STARTED) == null) {
      try {
        start(ConfigProvider.getConfig());
      } catch (RuntimeException e) {
        // Servers that run by then would keep the process, and nobody would hear of it.
        e.printStackTrace();
        System.exit(1);
      }
      System.setProperty(STARTED, "true");
    }
    RequiredSettings.problemOf(ConfigProvider.getConfig())
        .ifPresent(
            problem -> {
              System.err.println("Paydesk does not start: " + problem);
              System.exit(1);
            });
    Quarkus.run(args);
  }

  private static void start(Config config) {
    var home = home(config);
    boolean ownDatabase = !has(config, "quarkus.datasource.reactive.url");
    if (ownDatabase) {
      var database = EmbeddedDatabase.in(home.resolve(DATABASE));
      closeAtExit(database);
      database.settings().forEach(System::setProperty);
    }
    if (!has(config, "stripe.secret-key")) {
      startSandbox(config, home);
      if (ownDatabase
          && !has(config, "paydesk.bootstrap.admin-key")
          && !has(config, "paydesk.bootstrap.admin-key-file")) {
        DevAdminKey.in(home.resolve(ADMIN_KEY), config).forEach(System::setProperty);
      }
    }
    if (!has(config, "quarkus.oidc.public-key") && !has(config, "quarkus.oidc.auth-server-url")) {
      DevKeys.keptIn(home.resolve(KEYS)).settings().forEach(System::setProperty);
    }
  }

  /**
   * Outside of target, so that {@code clean} keeps the data; {@code -Dpaydesk.dev.wipe} starts
   * afresh.
   */
  private static Path home(Config config) {
    var home =
        Path.of(
            config
                .getOptionalValue("paydesk.dev.home", String.class)
                .orElse(System.getProperty("user.home") + "/.paydesk/dev"));
    try {
      if (config.getOptionalValue("paydesk.dev.wipe", String.class).isPresent()) {
        wipe(home.resolve(DATABASE));
        wipe(home.resolve(SANDBOX));
        wipe(home.resolve(ADMIN_KEY));
        wipe(home.resolve(KEYS));
      }
      return Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes only what was made here: the folder's name is a setting, and may be anything. */
  private static void wipe(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var files = Files.walk(path)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void startSandbox(Config config, Path home) {
    int port = config.getOptionalValue("paydesk.dev.sandbox.port", Integer.class).orElse(12111);
    var settings = sandboxAt(port, home);
    var sandbox = onTheFirstFreePort(port, home);
    closeAtExit(sandbox);
    sandbox.followClock(SandboxTime::tell);
    int http = config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
    sandbox.deliverTo(URI.create("http://127.0.0.1:" + http + "/webhooks/stripe"));
    Map.of(
            "stripe.api-base", sandbox.baseUri().toString(),
            "stripe.script", sandbox.baseUri() + "/dahlia/stripe.js",
            "stripe.secret-key", settings.secretKey(),
            "stripe.publishable-key", settings.publishableKey(),
            "stripe.webhook-secrets", settings.webhookSecret(),
            "paydesk.dev.sandbox.url", sandbox.baseUri().toString())
        .forEach(System::setProperty);
  }

  private static SandboxSettings sandboxAt(int port, Path home) {
    return new SandboxSettings(
        port,
        "sk_test_sandbox",
        "pk_test_sandbox",
        "whsec_sandbox",
        home.resolve(SANDBOX),
        Duration.ofSeconds(5));
  }

  /** From the wanted one on: another Paydesk may run, or another program may listen there. */
  static Sandbox onTheFirstFreePort(int wanted, Path home) {
    for (int port = wanted; ; port++) {
      try {
        var sandbox = Sandbox.start(sandboxAt(port, home));
        if (port != wanted) {
          System.out.printf("Port %d is taken: the pretend Stripe listens on %d.%n", wanted, port);
        }
        return sandbox;
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof BindException) || port == wanted + PORTS) {
          throw e;
        }
      }
    }
  }

  private static void closeAtExit(AutoCloseable started) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    started.close();
                  } catch (Exception e) {
                    System.err.println("Not closed cleanly: " + e.getMessage());
                  }
                }));
  }

  private static boolean has(Config config, String property) {
    return config
        .getOptionalValue(property, String.class)
        .filter(value -> !value.isBlank())
        .isPresent();
  }
}
