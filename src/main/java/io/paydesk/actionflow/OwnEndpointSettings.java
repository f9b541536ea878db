package io.paydesk.actionflow;

import io.paydesk.problem.Refusal;
import io.paydesk.transaction.CallbackFlow;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** What an endpoint of the settings needs. */
public final class OwnEndpointSettings {

  private static final int LONGEST_URL = 2000;

  private OwnEndpointSettings() {}

  /**
   * @return one line that names what is wrong, without the secret; empty when nothing is
   */
  public static Optional<String> problemOf(Config config) {
    var url = text(config, "paydesk.endpoint.url");
    var secret = text(config, "paydesk.endpoint.secret");
    if (url.isPresent() != secret.isPresent()) {
      return Optional.of(
          "set PAYDESK_ENDPOINT_URL and PAYDESK_ENDPOINT_SECRET, or neither: one is missing");
    }
    return url.flatMap(address -> problemOf(config, address))
        .or(() -> secret.flatMap(OwnEndpointSettings::problemOfSecret))
        .or(
            () ->
                text(config, "paydesk.endpoint.flows")
                    .flatMap(OwnEndpointSettings::problemOfFlows));
  }

  private static Optional<String> problemOf(Config config, String url) {
    boolean plain =
        config
            .getOptionalValue("paydesk.actionflow.allow-private-addresses", Boolean.class)
            .orElse(false);
    try {
      EndpointUrl.of(url, plain);
    } catch (Refusal refusal) {
      return Optional.of("PAYDESK_ENDPOINT_URL cannot be used. " + refusal.getMessage());
    }
    return url.length() <= LONGEST_URL
        ? Optional.empty()
        : Optional.of("PAYDESK_ENDPOINT_URL has more than " + LONGEST_URL + " characters");
  }

  private static Optional<String> problemOfSecret(String secret) {
    return EndpointSecret.canSign(secret)
        ? Optional.empty()
        : Optional.of(
            "PAYDESK_ENDPOINT_SECRET is no secret to sign with: write whsec_ and the base64 of 24"
                + " to 64 random bytes");
  }

  private static Optional<String> problemOfFlows(String flows) {
    var known =
        Arrays.stream(CallbackFlow.values()).map(CallbackFlow::text).collect(Collectors.toSet());
    return Arrays.stream(flows.split(",")).map(String::strip).allMatch(known::contains)
        ? Optional.empty()
        : Optional.of(
            "PAYDESK_ENDPOINT_FLOWS has what is no flow: separate some of "
                + Arrays.stream(CallbackFlow.values())
                    .map(CallbackFlow::text)
                    .collect(Collectors.joining(", "))
                + " by commas");
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }
}
