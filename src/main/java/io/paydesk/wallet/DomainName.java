package io.paydesk.wallet;

import io.paydesk.surface.PublicAddress;
import jakarta.inject.Singleton;
import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which domain is meant, and whether it can be registered. */
@Singleton
class DomainName {

  private static final int LONGEST = 253;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

  /** With a dot, and a last part that is no number: so no address of a machine is one. */
  private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

  private final PublicAddress address;

  DomainName(PublicAddress address) {
    this.address = address;
  }

  /** The domain of the payer's page; empty where there is none that Stripe could register. */
  Optional<String> ofThePage() {
    return host().flatMap(DomainName::registrable);
  }

  private Optional<String> host() {
    return address.of("").map(url -> URI.create(url).getHost());
  }

  /**
   * @param asked null for that of the payer's page
   * @return as Stripe writes it
   * @throws io.paydesk.problem.Refusal {@code payment-method-domain-missing} or {@code
   *     invalid-payment-method-domain}
   */
  String of(@Nullable String asked) {
    var name = asked == null ? host().orElseThrow(DomainProblems::missing) : asked;
    return registrable(name).orElseThrow(() -> DomainProblems.invalid(name));
  }

  private static Optional<String> registrable(String name) {
    return ascii(name.strip())
        .filter(ascii -> ascii.length() <= LONGEST && NAME.matcher(ascii).matches())
        .filter(ascii -> !ascii.endsWith(".localhost"));
  }

  /** With letters of other scripts as browsers write them in the address. */
  private static Optional<String> ascii(String name) {
    try {
      return Optional.of(IDN.toASCII(name).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException notAName) {
      return Optional.empty();
    }
  }
}
