package io.paydesk;

import io.paydesk.key.KeyCommand;
import io.paydesk.openapi.DescriptionAsBuilt;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Starts the service, or says in one line which setting keeps it from starting. Nothing is asked of
 * the configuration here: see {@link StartCheck}. With {@code key} as its first word it makes a key
 * instead, and ends.
 */
@QuarkusMain
public class Paydesk {

  public static void main(String... args) {
    if (args.length > 0 && args[0].equals(KeyCommand.NAME)) {
      System.exit(new KeyCommand(settingsOfThisRun(), System.out, System.err).run(List.of(args)));
    }
    StartCheck.begin();
    DescriptionAsBuilt.leave();
    Quarkus.run(
        null,
        (code, failure) -> {
          if (failure != null) {
            StartFailure.tell(failure);
          }
          System.exit(code);
        },
        args);
  }

  /** The environment and what it names: a native executable knows its builder's beside them. */
  private static Config settingsOfThisRun() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addSystemSources()
        .withSources(new PropertiesLocationConfigSourceFactory())
        .build();
  }
}
