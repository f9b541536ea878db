package io.paydesk.dev.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who is asking. See <a href="https://docs.stripe.com/api/authentication">authentication</a>. */
enum Caller {
  OWNER,
  BROWSER;

  static Caller of(String authorization, SandboxSettings settings) {
    String key = key(authorization);
    if (key == null || key.isEmpty()) {
      throw Refusal.unauthorized(
          null,
          "You did not provide an API key. You need to provide your API key in the Authorization"
              + " header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
    }
    if (key.equals(settings.secretKey())) {
      return OWNER;
    }
    if (key.equals(settings.publishableKey())) {
      return BROWSER;
    }
    String shown = key.length() < 16 ? "" : key.substring(0, 8) + "****";
    throw Refusal.unauthorized(null, "Invalid API Key provided: " + shown);
  }

  private static String key(String authorization) {
    if (authorization == null) {
      return null;
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space);
    String rest = authorization.substring(space + 1).trim();
    if (scheme.equalsIgnoreCase("Bearer")) {
      return rest;
    }
    if (scheme.equalsIgnoreCase("Basic")) {
      try {
        String decoded = new String(Base64.getDecoder().decode(rest), StandardCharsets.UTF_8);
        return decoded.split(":", 2)[0];
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return null;
  }
}
