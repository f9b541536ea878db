package io.paydesk.actionflow;

import io.paydesk.problem.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of an endpoint, parsed strictly: a URL that programs read in different ways is
 * refused.
 *
 * @param host a name in ASCII, an IPv4 address of four decimal numbers, or an IPv6 address without
 *     brackets
 * @param target path and query, as they are sent
 */
record EndpointUrl(boolean tls, String host, int port, String target) {

  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  /** Some programs read 0x7f.1 and 2130706433 as addresses; no host name ends in a number. */
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)", Pattern.DOTALL);

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  /**
   * @param plain whether http is allowed
   * @throws Refusal {@code invalid-endpoint-url}, {@code endpoint-url-with-user-info}, {@code
   *     endpoint-url-not-https}
   */
  static EndpointUrl of(String text, boolean plain) {
    var uri = parsed(text);
    var scheme = uri.getScheme();
    if (scheme == null || uri.getRawAuthority() == null) {
      throw EndpointProblems.invalidUrl("begin it with https:// and a host");
    }
    if (uri.getRawAuthority().contains("@")) {
      throw EndpointProblems.withUserInfo();
    }
    boolean tls = scheme.equalsIgnoreCase("https");
    if (!tls && !(plain && scheme.equalsIgnoreCase("http"))) {
      throw EndpointProblems.notHttps();
    }
    if (uri.getRawFragment() != null) {
      throw EndpointProblems.invalidUrl("leave out the part that begins with '#'");
    }
    int usual = tls ? 443 : 80;
    int port = uri.getPort() == -1 ? usual : uri.getPort();
    if (port < 1 || port > HIGHEST_PORT) {
      throw EndpointProblems.invalidUrl("its port is a number from 1 to " + HIGHEST_PORT);
    }
    return new EndpointUrl(tls, hostOf(uri), port, targetOf(uri));
  }

  /** The value of the Host header. */
  String authority() {
    var called = host.contains(":") ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? called : called + ":" + port;
  }

  private static URI parsed(String text) {
    try {
      return new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      throw EndpointProblems.invalidUrl("a character in it has to be escaped, or is too much");
    }
  }

  private static String hostOf(URI uri) {
    var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && !host.contains("%")) {
      return host.substring(1, host.length() - 1);
    }
    boolean isWritten =
        ENDS_IN_A_NUMBER.matcher(host).matches()
            ? IPV4.matcher(host).matches()
            : NAME.matcher(host).matches();
    if (!isWritten) {
      throw EndpointProblems.invalidUrl(
          "its host is a name in ASCII without a dot at its end, four decimal numbers, or an IPv6"
              + " address in brackets");
    }
    return host;
  }

  private static String targetOf(URI uri) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
