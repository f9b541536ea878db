package io.paydesk;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts the service, or says in one line which setting keeps it from starting. Nothing is asked of
 * the configuration here: see {@link StartCheck}.
 */
@QuarkusMain
public class Paydesk {

  public static void main(String... args) {
    StartCheck.begin();
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
}
