package io.paydesk.session;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session. It lives as long as the browser's own session: what ends it sooner is in
 * the database.
 *
 * @see <a
 *     href="https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes">__Host-</a>
 */
@Singleton
public class SessionCookie {

  /** What the page opens streams with, and nothing else: a cookie of its own. */
  public static final String OF_STREAMS = "paydesk_changes";

  /** Where alone it is sent. */
  public static final String PATH_OF_STREAMS = "/v1/changes";

  private static final String PLAIN = "paydesk";

  private final boolean secure;
  private final String name;

  SessionCookie(SessionConfig config) {
    secure = config.secureCookie();
    name = secure ? "__Host-" + PLAIN : PLAIN;
  }

  NewCookie of(SessionSecret secret) {
    return cookie(secret.text()).build();
  }

  /** Takes it away from the browser. */
  public NewCookie none() {
    return cookie("").maxAge(0).build();
  }

  /** Takes away what opens streams. */
  public NewCookie noneOfStreams() {
    return cookie(OF_STREAMS, "", PATH_OF_STREAMS).maxAge(0).build();
  }

  private NewCookie.Builder cookie(String value) {
    return cookie(name, value, "/");
  }

  private NewCookie.Builder cookie(String name, String value, String path) {
    return new NewCookie.Builder(name)
        .value(value)
        .path(path)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT);
  }

  /** Empty where none came that could be ours. */
  Optional<SessionSecret> in(RoutingContext request) {
    var cookie = request.request().getCookie(name);
    return read(cookie == null ? null : cookie.getValue());
  }

  private static Optional<SessionSecret> read(@Nullable String value) {
    return Optional.ofNullable(value).flatMap(SessionSecret::read);
  }
}
