package io.paydesk.brand;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the payer sees of the shop, on the payment page and on receipts. */
@ConfigMapping(prefix = "paydesk.brand")
public interface BrandConfig {

  /** The shop's name: PAYDESK_BRAND_NAME. */
  @WithDefault("Paydesk")
  String name();

  /** The address of its logo: PAYDESK_BRAND_LOGO. */
  Optional<String> logo();

  /** A line under its name: PAYDESK_BRAND_SLOGAN. */
  Optional<String> slogan();
}
