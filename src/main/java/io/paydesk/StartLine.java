package io.paydesk;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.arc.All;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Tells the log once what runs here, and for whom. */
@IfBuildProfile("prod")
@Singleton
class StartLine {

  private static final Logger LOG = Logger.getLogger(Paydesk.class);

  private final String line;

  StartLine(
      @ConfigProperty(name = "quarkus.application.version") String version,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean provider,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server,
      @ConfigProperty(name = "quarkus.oidc.token.issuer") Optional<String> issuer,
      StripeAccountConfig account,
      @All List<Actionflow> flows) {
    this.line =
        of(
            version,
            account.livemode(),
            provider ? server.or(() -> issuer) : Optional.empty(),
            flows.stream().filter(StartLine::isAwake).map(Actionflow::name).sorted().toList());
  }

  /** Receipts that are turned off follow nothing. */
  static boolean isAwake(Actionflow flow) {
    try {
      return Stream.of(CallbackFlow.values()).anyMatch(flow::follows);
    } catch (RuntimeException countsAsYes) {
      return true;
    }
  }

  void tell(@Observes StartupEvent started) {
    LOG.info(line);
    OwnSettings.unknown(System.getenv())
        .forEach(name -> LOG.warnf("%s is no setting of this version, and changes nothing", name));
  }

  /**
   * @param signer of the tokens that are taken beside API keys; empty where there is none
   */
  static String of(String version, boolean live, Optional<String> signer, List<String> flows) {
    return "Paydesk %s, %s mode of Stripe, %s, actionflows: %s"
        .formatted(
            version,
            live ? "live" : "test",
            signer
                .map(name -> "API keys and OIDC tokens signed by " + name)
                .orElse("API keys only"),
            flows.isEmpty()
                ? "none in this process"
                : flows.stream().collect(Collectors.joining(", ")));
  }
}
