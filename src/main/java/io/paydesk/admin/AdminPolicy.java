package io.paydesk.admin;

import java.util.Map;

/**
 * What pages of {@code /admin} may load, and who may show them: nothing but our own, and nobody.
 */
final class AdminPolicy {

  static final String HTML = "text/html; charset=utf-8";

  private AdminPolicy() {}

  /**
   * @see <a
   *     href="https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html">OWASP
   *     on these headers</a>
   */
  static Map<String, String> headers() {
    return Map.of(
        "Content-Security-Policy",
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'"),
        "Cache-Control",
        "no-store",
        // An address may name an order. With no referrer at all, a browser would not say that a
        // form is our own.
        "Referrer-Policy",
        "same-origin",
        "X-Content-Type-Options",
        "nosniff",
        "X-Frame-Options",
        "DENY",
        "X-Robots-Tag",
        "noindex, nofollow",
        "Cross-Origin-Opener-Policy",
        "same-origin",
        "Cross-Origin-Resource-Policy",
        "same-origin",
        "Permissions-Policy",
        "payment=(), camera=(), geolocation=(), microphone=()");
  }
}
