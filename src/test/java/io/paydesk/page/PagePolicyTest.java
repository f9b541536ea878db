package io.paydesk.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.StripeAccountConfig;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the payer's page may load from Stripe itself, which no test here reaches. */
class PagePolicyTest {

  private static final String SCRIPT = "https://js.stripe.com/dahlia/stripe.js";

  private final Map<String, String> headers =
      new PagePolicy(
              config(StripeAccountConfig.class, URI.create(SCRIPT)),
              new FrameAncestors(config(PageConfig.class, Optional.empty())))
          .headers(List.of());

  private static <T> T config(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answer));
  }

  private List<String> sources(String directive) {
    return Stream.of(headers.get("Content-Security-Policy").split("; "))
        .filter(one -> one.startsWith(directive + " "))
        .map(one -> List.of(one.substring(directive.length() + 1).split(" ")))
        .findFirst()
        .orElseThrow();
  }

  /** See docs.stripe.com/security/guide#content-security-policy, under Stripe.js. */
  @Test
  void stripesScriptMayDoWhatStripeDocumentsAndNothingMore() {
    assertThat(sources("script-src"))
        .containsExactly("'self'", "https://js.stripe.com", "https://*.js.stripe.com");
    assertThat(sources("frame-src"))
        .containsExactly(
            "https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com");
    assertThat(sources("connect-src"))
        .contains("'self'", "https://api.stripe.com")
        .allMatch(source -> source.equals("'self'") || source.endsWith("stripe.com"));
    assertThat(sources("default-src")).containsExactly("'none'");
  }

  @Test
  void walletsAreAskedForByThePageAndByStripesFrames() {
    assertThat(headers.get("Permissions-Policy"))
        .contains("payment=(self \"https://js.stripe.com\" \"https://*.js.stripe.com\")");
  }
}
