package io.paydesk.surface;

import io.paydesk.problem.Refusal;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where payers' browsers reach this service. It is a setting, as the Host header of a request may
 * say anything.
 */
@Singleton
public class PublicAddress {

  /** Below it are the payer's pages. */
  public static final String PAGES = "/pay";

  /** Where Stripe and banks send payers back to. */
  public static final String BACK = PAGES + "/back";

  /** A test's port is known only once the service runs. */
  private final Provider<Optional<String>> setting;

  /**
   * @param setting Where payers' browsers reach this service, such as {@code https://pay.example};
   *     {@code http} only for localhost. Pay-links begin with it; without it there are none
   */
  PublicAddress(@ConfigProperty(name = "paydesk.public-url") Provider<Optional<String>> setting) {
    this.setting = setting;
  }

  /** Whether the setting is an address that payers can be sent to. */
  public static boolean isReadable(String setting) {
    return AllowedUrl.of(setting).isPresent();
  }

  /**
   * The address of a page; empty where the setting is.
   *
   * @param path with a slash before it
   */
  public Optional<String> of(String path) {
    return setting
        .get()
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .map(url -> url.replaceAll("/+$", "") + path);
  }

  /**
   * @throws Refusal {@code public-url-not-set}
   */
  public String ofPage(String name) {
    return of(PAGES + "/" + name).orElseThrow(PublicAddress::notSet);
  }

  private static Refusal notSet() {
    return Refusal.of(
        "public-url-not-set",
        409,
        "Nobody knows where payers reach this service",
        """
        A pay-link begins with the address at which browsers reach this service. Ask its operator to set \
        PAYDESK_PUBLIC_URL, such as https://pay.example.\
        """);
  }
}
