package io.paydesk.actionflow;

import io.paydesk.problem.Refusal;
import io.paydesk.transaction.CallbackFlow;
import java.util.Arrays;
import java.util.List;

/** Refusals about an endpoint. */
final class EndpointProblems {

  private EndpointProblems() {}

  static Refusal notFound(long id) {
    return Refusal.notFound("endpoint", id);
  }

  static Refusal invalidUrl(String why) {
    return Refusal.of(
        "invalid-endpoint-url",
        422,
        "Not a URL that can be delivered to",
        "'url' cannot be used as it is: " + why + ".");
  }

  static Refusal withUserInfo() {
    return Refusal.of(
        "endpoint-url-with-user-info",
        422,
        "No name or password in the URL",
        "Leave out what stands before '@' in 'url'. Deliveries are signed: check the signature"
            + " instead.");
  }

  static Refusal notHttps() {
    return Refusal.of(
        "endpoint-url-not-https",
        422,
        "The URL is not https",
        "Deliveries contain people's payments: begin 'url' with https://.");
  }

  static Refusal hostUnknown(String host) {
    return Refusal.of(
            "endpoint-host-unknown",
            422,
            "The host has no address",
            """
            No address was found for '%s'. Check its spelling, or wait until its name is known, \
            then retry with a new Idempotency-Key.\
            """
                .formatted(host))
        .with("host", host);
  }

  static Refusal notPublic(String host) {
    return Refusal.of(
            "endpoint-not-public",
            422,
            "The host is not on the internet",
            """
            An address of '%s' is private or reserved. Deliveries go to public addresses only, \
            unless PAYDESK_ACTIONFLOW_ALLOW_PRIVATE_ADDRESSES says otherwise.\
            """
                .formatted(host))
        .with("host", host);
  }

  static Refusal withoutFlows() {
    return Refusal.of(
            "endpoint-without-flows",
            400,
            "The endpoint follows nothing",
            "Name in 'flows' what the endpoint is told of: at least one flow.")
        .with("knownFlows", known());
  }

  static Refusal unknownFlow() {
    return Refusal.of(
            "unknown-flow", 400, "No such flow", "Each name in 'flows' is one of " + known() + ".")
        .with("knownFlows", known());
  }

  /** What was sent is not shown: it may be a secret that was only cut short. */
  static Refusal invalidSecret() {
    return Refusal.of(
        "invalid-endpoint-secret",
        400,
        "Not a secret to sign with",
        """
        'secret' is whsec_ and the base64 of 24 to 64 random bytes. Send one like that, or leave \
        it out and take the one that is made for you.\
        """);
  }

  private static List<String> known() {
    return Arrays.stream(CallbackFlow.values()).map(CallbackFlow::text).toList();
  }
}
