package io.paydesk.brand;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the payer sees of the shop, on the payment page and on receipts. */
@ConfigMapping(prefix = "paydesk.brand")
public interface BrandConfig {

  /** The shop's name, on receipts and in {@code GET /v1/config}. */
  @WithDefault("Paydesk")
  String name();

  /** The address of its logo. */
  Optional<String> logo();

  /** A line under its name. */
  Optional<String> slogan();

  /**
   * The color of its buttons and links, such as {@code #0f766e}. Text on it is white or black,
   * whichever can be read.
   */
  @WithDefault("#4338ca")
  String color();
}
