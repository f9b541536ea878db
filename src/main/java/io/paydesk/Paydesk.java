package io.paydesk;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the service, or says in one line which setting keeps it from starting. */
@QuarkusMain
public class Paydesk {

  public static void main(String... args) {
    var missing = RequiredSettings.problemOf(ConfigProvider.getConfig());
    if (missing.isPresent()) {
      System.err.println("Paydesk does not start: " + missing.get());
      System.exit(1);
    }
    Quarkus.run(args);
  }
}
