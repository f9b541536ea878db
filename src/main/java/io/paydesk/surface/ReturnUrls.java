package io.paydesk.surface;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where payers may be sent after a page of Stripe's. Without this list, anybody who may pay an
 * order could make this service's links lead anywhere.
 */
@Singleton
public class ReturnUrls {

  /** Stripe fills in the session's id here. Braces may not stand in an address otherwise. */
  static final String PLACEHOLDER = "{CHECKOUT_SESSION_ID}";

  private static final int LONGEST = 2_000;

  private final List<AllowedUrl> allowed;
  private final PublicAddress own;

  /**
   * @param own payers always come back to the pages of this service
   * @param urls Where payers may be sent after a checkout session: comma-separated origins or parts
   *     of them, such as {@code https://shop.example} or {@code https://shop.example/pay}; {@code
   *     http} only for localhost. A bank sends who pays with a saved method to the first. Without
   *     it there are no checkout sessions, and nobody pays with a saved method
   */
  ReturnUrls(
      PublicAddress own,
      @ConfigProperty(name = "paydesk.return-urls") Optional<List<String>> urls) {
    this.own = own;
    allowed =
        urls.stream().flatMap(List::stream).map(AllowedUrl::of).flatMap(Optional::stream).toList();
  }

  /** Whether each part of the setting can be an address that payers are sent to. */
  public static boolean areReadable(String setting) {
    return Arrays.stream(setting.split(","))
        .filter(url -> !url.isBlank())
        .allMatch(url -> AllowedUrl.of(url).isPresent());
  }

  /**
   * @param url null where the request has none
   * @throws io.paydesk.problem.Refusal {@code return-url-not-allowed}
   */
  void check(String field, @Nullable String url) {
    if (url == null || isOwn(url)) {
      return;
    }
    if (allowed.isEmpty()) {
      throw SurfaceProblems.returnUrlsNotSet(field);
    }
    var filledIn = url.replace(PLACEHOLDER, "cs_1");
    if (url.length() > LONGEST || allowed.stream().noneMatch(one -> one.allows(filledIn))) {
      throw SurfaceProblems.returnUrlNotAllowed(field);
    }
  }

  /**
   * The same, for an address in which Stripe fills in nothing.
   *
   * @throws io.paydesk.problem.Refusal {@code return-url-not-allowed}
   */
  public void checkPlain(String field, @Nullable String url) {
    if (url != null && url.contains(PLACEHOLDER)) {
      throw SurfaceProblems.returnUrlNotAllowed(field);
    }
    check(field, url);
  }

  private boolean isOwn(String url) {
    return own.of(PublicAddress.BACK).flatMap(AllowedUrl::of).stream()
        .anyMatch(back -> url.length() <= LONGEST && back.allows(url));
  }
}
