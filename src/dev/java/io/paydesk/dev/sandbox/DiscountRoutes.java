package io.paydesk.dev.sandbox;

import static io.paydesk.dev.sandbox.Routes.get;
import static io.paydesk.dev.sandbox.Routes.listing;
import static io.paydesk.dev.sandbox.Routes.post;

import java.util.List;
import java.util.Set;

/** The endpoints of coupons, promotion codes and tax rates. */
final class DiscountRoutes {

  private static final Set<String> NONE = Set.of();

  private DiscountRoutes() {}

  static List<Route> of(SubscriptionParts billing) {
    Coupons coupons = billing.coupons;
    PromotionCodes codes = billing.promotionCodes;
    TaxRates rates = billing.taxRates;
    CustomerBalance balances = billing.balances;
    String coupon = "/v1/coupons/{id}";
    String code = "/v1/promotion_codes/{id}";
    String rate = "/v1/tax_rates/{id}";
    String credits = "/v1/customers/{id}/balance_transactions";
    return List.of(
        post("/v1/coupons", Coupons.CREATE_PARAMETERS, coupons::create),
        get("/v1/coupons", listing(), coupons::list),
        get(coupon, NONE, coupons::retrieve),
        post(coupon, Coupons.UPDATE_PARAMETERS, coupons::update),
        new Route("DELETE", coupon, false, NONE, coupons::delete),
        post("/v1/promotion_codes", PromotionCodes.CREATE_PARAMETERS, codes::create),
        get("/v1/promotion_codes", Pages.parametersAnd(PromotionCodes.FILTERS), codes::list),
        get(code, NONE, codes::retrieve),
        post(code, PromotionCodes.UPDATE_PARAMETERS, codes::update),
        post("/v1/tax_rates", TaxRates.CREATE_PARAMETERS, rates::create),
        get("/v1/tax_rates", listing("active", "inclusive"), rates::list),
        get(rate, NONE, rates::retrieve),
        post(rate, TaxRates.UPDATE_PARAMETERS, rates::update),
        post(credits, CustomerBalance.PARAMETERS, balances::create),
        get(credits, listing("invoice"), balances::list));
  }
}
