package io.paydesk;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the service, or says in one line which setting keeps it from starting. */
@QuarkusMain
public class Paydesk {

  public static void main(String... args) {
    var config = ConfigProvider.getConfig();
    var missing = RequiredSettings.problemOf(config);
    if (missing.isPresent()) {
      System.err.println("Paydesk does not start: " + missing.get());
      System.exit(1);
    }
    if (RequiredSettings.migratesAndEnds(config)) {
      leaveOutStripe(config);
    }
    Quarkus.run(args);
  }

  /**
   * To migrate a database takes no Stripe key, and such a start should not be given one. Quarkus
   * wants a value before it runs the first migration. The process ends before anything reads that
   * value.
   */
  private static void leaveOutStripe(Config config) {
    for (var property : RequiredSettings.STRIPE) {
      if (config.getOptionalValue(property, String.class).isEmpty()) {
        System.setProperty(property, "not-needed-to-migrate");
      }
    }
  }
}
