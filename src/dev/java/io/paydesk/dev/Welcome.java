package io.paydesk.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What somebody who has just started it wants to know, in six lines. */
@IfBuildProfile("dev")
@Singleton
class Welcome {

  private final String here;
  private final String stripe;

  Welcome(
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "paydesk.dev.sandbox.url") Optional<String> sandbox) {
    this.here = "http://localhost:" + port;
    this.stripe = sandbox.orElse("none: Stripe itself is used");
  }

  void welcome(@Observes StartupEvent started) {
    System.out.print(text(here, stripe));
  }

  static String text(String here, String stripe) {
    return """

          page            %1$s
          docs            %1$s/docs
          pretend Stripe  %2$s
          tokens          curl %1$s/dev/token/ada    (or /service, /admin)
          deliveries      curl -N %1$s/dev/deliveries
          pay now         open the page, make an order and pay it with a test card

        """
        .formatted(here, stripe);
  }
}
