package io.paydesk.surface;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An origin, or a part of one, that payers may be sent to. Addresses are compared part by part: of
 * {@code https://shop.example.evil} and {@code https://shop.example@evil} neither is at {@code
 * https://shop.example}.
 *
 * @param path without a slash at its end; empty allows every path
 */
record AllowedUrl(String scheme, String host, int port, String path) {

  private static final Map<String, Integer> PORTS = Map.of("https", 443, "http", 80);

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** A browser or a server may read these as a slash or as a way up. */
  private static final Pattern MISLEADING =
      Pattern.compile("(?i)%2e|%2f|%5c|%25|(?:^|/)\\.\\.?(?:[/;]|$)");

  /**
   * @param text of the setting
   * @return empty where it is not an address that payers could be sent to
   */
  static Optional<AllowedUrl> of(String text) {
    return read(text.strip())
        .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null)
        .map(
            uri ->
                new AllowedUrl(
                    schemeOf(uri), hostOf(uri), portOf(uri), pathOf(uri).replaceAll("/+$", "")));
  }

  boolean allows(String url) {
    return read(url)
        .filter(
            uri ->
                schemeOf(uri).equals(scheme)
                    && hostOf(uri).equals(host)
                    && portOf(uri) == port
                    && isBelow(pathOf(uri)))
        .isPresent();
  }

  private boolean isBelow(String its) {
    return path.isEmpty() || its.equals(path) || its.startsWith(path + "/");
  }

  /** Empty unless it is an absolute address of a page, without a name or password in it. */
  private static Optional<URI> read(String text) {
    try {
      var uri = new URI(text);
      return Optional.of(uri).filter(AllowedUrl::isOfAPage);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfAPage(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return false;
    }
    boolean secure = schemeOf(uri).equals("https");
    boolean local = schemeOf(uri).equals("http") && LOOPBACK.contains(hostOf(uri));
    return (secure || local) && !MISLEADING.matcher(pathOf(uri)).find();
  }

  private static String schemeOf(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static String hostOf(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }

  private static int portOf(URI uri) {
    return uri.getPort() == -1 ? PORTS.getOrDefault(schemeOf(uri), -1) : uri.getPort();
  }

  private static String pathOf(URI uri) {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }
}
