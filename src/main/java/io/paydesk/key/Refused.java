package io.paydesk.key;

import io.paydesk.problem.Refusal;
import java.util.function.Supplier;

/**
 * Why a secret opens nothing. Only a caller with the right secret is told what became of its key:
 * any other secret is unknown.
 */
enum Refused {
  MISTYPED(
      () ->
          Refusal.of(
              "key-mistyped",
              401,
              "Not a whole key",
              "What was sent begins like a key of Paydesk, but a letter is wrong or missing: its"
                  + " last six letters check the rest. Copy the whole key.")),
  OTHER_MODE(
      () ->
          Refusal.of(
              "key-of-other-mode",
              401,
              "The key is of the other mode",
              "Keys and tokens with 'live' in their beginning are for a service in live mode, those"
                  + " with 'test' for one in test mode. Use a key of this service, or call the"
                  + " other one.")),
  UNKNOWN(
      () ->
          Refusal.of(
              "key-unknown",
              401,
              "The key is not known here",
              "This service did not give out this key or token, or has forgotten it. Check which"
                  + " service you call, and ask an admin for a key: POST /v1/keys.")),
  REVOKED(
      () ->
          Refusal.of(
              "key-revoked",
              401,
              "The key was revoked",
              "Somebody revoked this key for good. Ask an admin for a new one: POST /v1/keys.")),
  EXPIRED(
      () ->
          Refusal.of(
              "key-expired",
              401,
              "The key has expired",
              "The key was made to end by now. Ask an admin for a new one: POST /v1/keys.")),
  REPLACED(
      () ->
          Refusal.of(
              "key-replaced",
              401,
              "The key has a newer secret",
              "The key was rotated, and this secret of before opens nothing any more. Use the new"
                  + " one, or rotate again if it was lost: POST /v1/keys/{id}/rotate.")),
  USER_TOKEN_EXPIRED(
      () ->
          Refusal.of(
              "user-token-expired",
              401,
              "The user's token has expired",
              "Ask the app's server for a new token: POST /v1/users/{userId}/tokens.")),
  PAY_LINK_EXPIRED(
      () ->
          Refusal.of(
              "pay-link-expired",
              401,
              "The pay-link has expired",
              "Ask the shop for a new link: POST /v1/orders/{id}/pay-link."));

  private final Supplier<Refusal> refusal;

  Refused(Supplier<Refusal> refusal) {
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal.get();
  }
}
