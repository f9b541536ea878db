package io.paydesk.key;

import io.paydesk.caller.Scopes;
import io.paydesk.problem.Refusal;
import java.util.Arrays;
import java.util.List;

/** What cannot be done to a key. */
final class KeyRefusals {

  private KeyRefusals() {}

  static Refusal unknownRole() {
    var roles = Arrays.stream(KeyRole.values()).map(KeyRole::text).toList();
    return Refusal.of(
            "unknown-role",
            400,
            "No such role",
            "'role' is one of " + String.join(", ", roles) + ".")
        .with("knownRoles", roles);
  }

  static Refusal unknownScope() {
    List<String> known = Scopes.known();
    return Refusal.of(
            "unknown-scope",
            400,
            "No such scope",
            "Each of 'scopes' is one of %s. Leave 'scopes' out for all that the role may."
                .formatted(String.join(", ", known)))
        .with("knownScopes", known);
  }

  static Refusal busy() {
    return Refusal.of(
        "busy",
        503,
        "Busy",
        "More keys that are not known yet are sent than can be looked up. Send the same request"
            + " again after the seconds of 'Retry-After'.");
  }

  static Refusal invalidExpiry() {
    return Refusal.of(
        "invalid-key-expiry",
        422,
        "No time at which a key can end",
        "'expiresAt' is a time to come, before the year 9999. Leave it out for a key that does not"
            + " expire.");
  }

  static Refusal notActive(long id, KeyStatus status) {
    return Refusal.of(
            "key-not-active",
            409,
            "The key opens nothing any more",
            "Key %d is %s and gets no new secret. Make a new key: POST /v1/keys."
                .formatted(id, status.text()))
        .with("key", id)
        .with("keyStatus", status.text());
  }
}
