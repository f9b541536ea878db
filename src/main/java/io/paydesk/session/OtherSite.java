package io.paydesk.session;

import io.vertx.core.http.HttpServerRequest;

/**
 * Whether a page of another origin has a browser ask. A page on a sister host is of another origin,
 * but of the same site: its browser sends the cookie along, and CORS may let it read the answer.
 *
 * @see <a
 *     href="https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site">
 *     Sec-Fetch-Site</a>
 */
public final class OtherSite {

  private OtherSite() {}

  /**
   * Browsers without {@code Sec-Fetch-Site}, and all of them without TLS, name the origin of what
   * asks across origins, and of each form that is sent.
   */
  public static boolean asks(HttpServerRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    var origin = request.getHeader("Origin");
    return origin != null && !origin.replaceFirst("^https?://", "").equals(request.host());
  }
}
