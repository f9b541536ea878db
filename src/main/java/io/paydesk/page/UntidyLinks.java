package io.paydesk.page;

import io.paydesk.surface.PublicAddress;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Leads a link to its page that was changed on its way: mails and chats put a slash, a full stop or
 * a bracket behind it, double a slash, or write what is before the token in capitals.
 */
@ApplicationScoped
class UntidyLinks {

  /** After those that look whether it is a request at all, and whether a secret leaks by it. */
  private static final int EARLY = 800;

  private static final Pattern LINK =
      Pattern.compile("/+(?i:pay)/+(pdk_pay_(?:test|live)_[0-9A-Za-z]+)([^0-9A-Za-z].*)?");

  private static final Pattern NO_PART_OF_IT = Pattern.compile("[^\\p{L}\\p{N}]*");

  @Inject PublicAddress address;

  void install(@Observes Filters filters) {
    filters.register(this::check, EARLY);
  }

  private void check(RoutingContext context) {
    var path = context.request().path();
    var token = path == null ? Optional.<String>empty() : tokenIn(path);
    if (token.isEmpty()) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(308)
        .putHeader("Location", tidy(token.get()))
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .end();
  }

  private String tidy(String token) {
    var path = PublicAddress.PAGES + "/" + token;
    return address.of(path).orElse(path);
  }

  /**
   * The token of a link that has to be tidied; empty where there is nothing to tidy.
   *
   * @param path as it was sent
   */
  static Optional<String> tokenIn(String path) {
    var link = LINK.matcher(path);
    if (!link.matches() || path.equals("/pay/" + link.group(1))) {
      return Optional.empty();
    }
    var behind = link.group(2);
    if (behind != null && !NO_PART_OF_IT.matcher(decoded(behind)).matches()) {
      return Optional.empty();
    }
    return Optional.of(link.group(1));
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return part;
    }
  }
}
