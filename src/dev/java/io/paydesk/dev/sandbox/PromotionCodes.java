package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The <a href="https://docs.stripe.com/api/promotion_codes">Promotion Codes API</a>. */
final class PromotionCodes {

  private static final String FIRST = "restrictions[first_time_transaction]";
  private static final String LEAST = "restrictions[minimum_amount]";
  private static final String LEAST_CURRENCY = "restrictions[minimum_amount_currency]";

  static final Set<String> CREATE_PARAMETERS =
      Set.of(
          "active",
          "code",
          "customer",
          "expires_at",
          "max_redemptions",
          "metadata[*]",
          "promotion[coupon]",
          "promotion[type]",
          FIRST,
          LEAST,
          LEAST_CURRENCY);
  static final Set<String> UPDATE_PARAMETERS = Set.of("active", "metadata[*]");
  static final Set<String> FILTERS = Set.of("active", "code", "coupon", "customer");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  PromotionCodes(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    if (form.oneOf("promotion[type]", null, Set.of("coupon")) == null) {
      throw Refusal.missing("promotion[type]");
    }
    if (form.text("promotion[coupon]") == null) {
      throw Refusal.missing("promotion[coupon]");
    }
    ObjectNode coupon = store.coupons.named(form.text("promotion[coupon]"), "promotion[coupon]");
    String code =
        form.text("code") == null ? Ids.random("", 8).toUpperCase(Locale.ROOT) : form.text("code");
    if (store.promotionCodes.oldestFirst().stream().anyMatch(other -> isActive(other, code))) {
      throw Refusal.inWork(
          null, "code", "An active promotion code with `code: " + code + "` already exists.");
    }
    ObjectNode promotion =
        Json.fields()
            .with("id", Ids.of("promo"))
            .with("object", "promotion_code")
            .with("active", !form.has("active") || form.flag("active"))
            .with("code", code)
            .with("created", clock.seconds())
            .with("customer", form.text("customer"))
            .with("customer_account", null)
            .with("expires_at", form.number("expires_at"))
            .with("livemode", false)
            .with("max_redemptions", form.number("max_redemptions"))
            .with("metadata", Metadata.after(null, form))
            .with("promotion", Json.object("coupon", coupon.get("id"), "type", "coupon"))
            .with("restrictions", restrictions(form))
            .with("times_redeemed", 0)
            .object();
    store.promotionCodes.add(promotion);
    events.record("promotion_code.created", promotion, ask);
    return promotion;
  }

  private static boolean isActive(ObjectNode promotion, String code) {
    return promotion.get("active").asBoolean()
        && code.equalsIgnoreCase(Json.text(promotion, "code"));
  }

  private static ObjectNode restrictions(Form form) {
    Long least = form.number(LEAST);
    if ((least == null) != (form.text(LEAST_CURRENCY) == null)) {
      throw Refusal.missing(least == null ? LEAST : LEAST_CURRENCY);
    }
    return Json.object(
        "first_time_transaction",
        form.flag(FIRST),
        "minimum_amount",
        least,
        "minimum_amount_currency",
        least == null ? null : form.text(LEAST_CURRENCY).toLowerCase(Locale.ROOT));
  }

  ObjectNode retrieve(Ask ask) {
    return store.promotionCodes.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode promotion = store.promotionCodes.inPath(ask.id());
    ObjectNode before = promotion.deepCopy();
    promotion.set("metadata", Metadata.after((ObjectNode) promotion.get("metadata"), ask.form()));
    if (ask.form().has("active")) {
      promotion.put("active", ask.form().flag("active"));
    }
    events.record("promotion_code.updated", promotion, Changes.previous(before, promotion), ask);
    return promotion;
  }

  ObjectNode list(Ask ask) {
    String coupon = ask.form().text("coupon");
    Predicate<ObjectNode> of =
        promotion -> coupon == null || coupon.equals(promotion.at("/promotion/coupon").asText());
    return Pages.of(
        store.promotionCodes,
        ask,
        of.and(Filters.fields(ask.form(), "active", "code", "customer")));
  }
}
