package io.paydesk.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pictures of the shop's, which come from the shop's own servers. */
final class Images {

  /** What may stand in a policy: nothing that ends one source and begins another. */
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?");

  private Images() {}

  /** Null where it is no address that the page may load a picture from. */
  static @Nullable String shown(@Nullable String address) {
    return address != null && originOf(address).isPresent() ? address : null;
  }

  /** Such as {@code https://shop.example}. */
  static Optional<String> originOf(String address) {
    try {
      var uri = new URI(address);
      boolean secure = "https".equalsIgnoreCase(uri.getScheme());
      boolean local =
          "http".equalsIgnoreCase(uri.getScheme())
              && ("localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost()));
      var authority = uri.getRawAuthority();
      return (secure || local) && authority != null && AUTHORITY.matcher(authority).matches()
          ? Optional.of(uri.getScheme().toLowerCase(java.util.Locale.ROOT) + "://" + authority)
          : Optional.empty();
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }
}
