package io.paydesk.session;

import io.paydesk.problem.Refusal;

/** Why a session does not open what it was sent for. */
final class SessionRefusals {

  private SessionRefusals() {}

  static Refusal ended() {
    return Refusal.of(
        "session-ended",
        401,
        "The session has ended",
        "Nobody is signed in any more with this cookie: for too long nothing was done, the longest"
            + " time is over, or its key was revoked. Sign in again at /admin.");
  }

  static Refusal withoutCsrfToken() {
    return Refusal.of(
        "csrf-token-missing",
        403,
        "Not sent by a page of this service",
        "A call that changes something by the cookie of /admin sends the header X-Paydesk-Csrf, with"
            + " what the meta element 'csrf' of the page says. Programs send 'Authorization: Bearer"
            + " <key>' instead. Nothing was done.");
  }

  static Refusal fromElsewhere() {
    return Refusal.of(
        "cross-site-request",
        403,
        "Sent by a page of another site",
        "The cookie of /admin is taken from the pages of this service alone. Programs send"
            + " 'Authorization: Bearer <key>' instead. Nothing was done.");
  }

  static Refusal wrongRole() {
    return Refusal.of(
        "key-not-for-people",
        403,
        "The key is not for people",
        "Sign in to /admin with a key of the role admin or support: keys of the role service are for"
            + " servers.");
  }

  static Refusal narrowed() {
    return Refusal.of(
        "key-too-narrow",
        403,
        "The key is for a part of the API",
        "Sign in to /admin with a key that has no scopes: the page shows all that its role may see.");
  }

  static Refusal namesNobody() {
    return Refusal.of(
        "token-without-subject",
        403,
        "The token names nobody",
        "The provider's token has no 'sub' that could be a person's.");
  }

  static Refusal withoutRole() {
    return Refusal.of(
        "no-role-for-admin",
        403,
        "Your account may not see this page",
        "The provider's token has neither of the roles admin and support. Ask the people"
            + " who look after your identity provider for one of them.");
  }

  static Refusal busy() {
    return Refusal.of(
        "busy",
        503,
        "Busy",
        "More sessions that are not known yet are asked for than can be looked up. Send the same"
            + " request again after the seconds of 'Retry-After'.");
  }
}
