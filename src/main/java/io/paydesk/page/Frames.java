package io.paydesk.page;

import io.paydesk.brand.BrandConfig;
import io.paydesk.stripe.StripeAccountConfig;
import jakarta.inject.Singleton;

/** Makes what stands around each page. */
@Singleton
class Frames {

  private final BrandConfig brand;
  private final StripeAccountConfig account;
  private final PageAssets assets;

  Frames(BrandConfig brand, StripeAccountConfig account, PageAssets assets) {
    this.brand = brand;
    this.account = account;
    this.assets = assets;
  }

  Frame of(PageLocale locale) {
    return new Frame(
        locale.language(),
        locale.direction(),
        "assets/" + assets.version(),
        PageAssets.MODULES,
        brand.name(),
        Images.shown(brand.logo().orElse(null)),
        brand.slogan().orElse(null),
        !account.livemode(),
        null);
  }
}
