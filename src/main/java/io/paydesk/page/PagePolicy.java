package io.paydesk.page;

import io.paydesk.stripe.StripeAccountConfig;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the payer's pages may load, and who may show them: nothing inline, and nobody but Stripe.
 *
 * @see <a href="https://docs.stripe.com/security/guide#content-security-policy">what Stripe.js
 *     needs</a>
 */
@Singleton
class PagePolicy {

  private static final String STRIPE = "https://js.stripe.com";
  private static final String PARTS = "https://*.js.stripe.com";

  private final String script;
  private final FrameAncestors ancestors;

  PagePolicy(StripeAccountConfig account, FrameAncestors ancestors) {
    script = Images.originOf(account.script().toString()).orElse(STRIPE);
    this.ancestors = ancestors;
  }

  /**
   * @param images of pictures that stand on the page
   */
  Map<String, String> headers(Collection<String> images) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Security-Policy", policy(images));
    headers.put("Cache-Control", "no-store");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Robots-Tag", "noindex, nofollow");
    headers.put(
        "Permissions-Policy",
        "payment=(self %s), camera=(), geolocation=(), microphone=()".formatted(payers()));
    if (ancestors.origins().isEmpty()) {
      headers.put("X-Frame-Options", "DENY");
    }
    return headers;
  }

  /** Apple Pay is the page's own; Google Pay is asked for by a frame of Stripe's. */
  private String payers() {
    return stripe(PARTS).map(origin -> '"' + origin + '"').collect(Collectors.joining(" "));
  }

  private String policy(Collection<String> images) {
    var pictures = new TreeSet<String>();
    images.forEach(image -> Images.originOf(image).ifPresent(pictures::add));
    return String.join(
        "; ",
        "default-src 'none'",
        directive("script-src", Stream.concat(Stream.of("'self'"), stripe(PARTS))),
        "style-src 'self'",
        directive(
            "connect-src", Stream.concat(Stream.of("'self'"), stripe("https://api.stripe.com"))),
        directive("frame-src", stripe(PARTS, "https://hooks.stripe.com")),
        directive(
            "img-src",
            Stream.concat(
                Stream.of("'self'", "data:"),
                Stream.concat(pictures.stream(), stripe("https://*.stripe.com")))),
        "base-uri 'none'",
        "form-action 'none'",
        directive(
            "frame-ancestors",
            ancestors.origins().isEmpty() ? Stream.of("'none'") : ancestors.origins().stream()));
  }

  /** Where Stripe.js comes from, and what else of Stripe's that needs. */
  private Stream<String> stripe(String... others) {
    return script.equals(STRIPE)
        ? Stream.concat(Stream.of(STRIPE), Stream.of(others))
        : Stream.of(script);
  }

  private static String directive(String name, Stream<String> sources) {
    return name + " " + String.join(" ", sources.toList());
  }
}
