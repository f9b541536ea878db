package io.paydesk.admin;

import io.paydesk.problem.Refusal;
import java.util.Map;

/** What somebody reads who could not sign in. */
final class SignInWords {

  private static final Map<String, String> BY_PROBLEM =
      Map.ofEntries(
          Map.entry(
              "key-mistyped",
              "This is not a whole key: a letter is missing or wrong. Copy it again."),
          Map.entry(
              "key-of-other-mode",
              "This key is of the other mode: live keys open a live service, test keys one in test mode."),
          Map.entry(
              "key-unknown",
              "This service does not know the key. Check that it is a key of this service."),
          Map.entry("key-revoked", "This key was revoked. Ask an admin for a new one."),
          Map.entry("key-expired", "This key has expired. Ask an admin for a new one."),
          Map.entry("key-replaced", "This key was rotated, and has a newer secret. Use that one."),
          Map.entry(
              "user-token-expired",
              "This is a payer's token. Sign in with a key of the role admin or support."),
          Map.entry(
              "pay-link-expired",
              "This is a pay-link. Sign in with a key of the role admin or support."),
          Map.entry(
              "key-not-for-people",
              "This key is for servers or payers. Sign in with a key of the role admin or support."),
          Map.entry(
              "key-too-narrow",
              "This key is narrowed to a part of the API. Sign in with a key that has no scopes."),
          Map.entry(
              "no-role-for-admin",
              "Your account has neither of the roles admin and support. Ask the people who look after your identity provider for one of them."),
          Map.entry("token-without-subject", "The identity provider did not say who you are."));

  private SignInWords() {}

  static String of(Refusal refusal) {
    return BY_PROBLEM.getOrDefault(
        refusal.name(), "Too much is going on right now. Wait a moment, then try again.");
  }
}
