package io.paydesk.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How the payer's page takes a payment, and who may show it. */
@ConfigMapping(prefix = "paydesk.page")
public interface PageConfig {

  /**
   * How the payer's page takes a card: {@code elements}, in Stripe's fields on the page, or {@code
   * hosted}, on Stripe's own page. Orders with promotion codes, tax or an invoice, and
   * subscriptions with a payment method configuration, always go to Stripe's own page.
   */
  @WithDefault("elements")
  PageSurface surface();

  /**
   * Sites that may show the payer's page in a frame: comma-separated origins, such as {@code
   * https://shop.example}; {@code http} only for localhost. None by default.
   */
  Optional<List<String>> frameAncestors();
}
