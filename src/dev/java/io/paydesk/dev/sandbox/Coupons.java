package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;

/** The <a href="https://docs.stripe.com/api/coupons">Coupons API</a>. */
final class Coupons {

  static final Set<String> CREATE_PARAMETERS =
      Set.of(
          "id",
          "name",
          "percent_off",
          "amount_off",
          "currency",
          "duration",
          "duration_in_months",
          "max_redemptions",
          "redeem_by",
          "metadata[*]");
  static final Set<String> UPDATE_PARAMETERS = Set.of("name", "metadata[*]");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;

  Coupons(Store store, SandboxClock clock, Events events) {
    this.store = store;
    this.clock = clock;
    this.events = events;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    String id = form.text("id") == null ? Ids.random("", 8) : form.text("id");
    if (store.coupons.find(id) != null && !store.coupons.find(id).has("deleted")) {
      throw Refusal.inWork("resource_already_exists", "id", "Coupon already exists.");
    }
    BigDecimal percent = percent(form);
    Long amount = form.number("amount_off");
    if ((percent == null) == (amount == null)) {
      throw Refusal.invalid(
          null, "percent_off", "Must provide either percent_off or amount_off, and not both.");
    }
    if (amount != null && amount < 1) {
      throw Refusal.invalid(
          "parameter_invalid_integer", "amount_off", "This value must be greater than 0.");
    }
    String duration = form.oneOf("duration", "once", Set.of("forever", "once", "repeating"));
    Long months = form.number("duration_in_months");
    if (duration.equals("repeating") != (months != null)) {
      throw Refusal.invalid(
          null, "duration_in_months", "This goes with `duration=repeating`, which needs it.");
    }
    ObjectNode coupon =
        Json.fields()
            .with("id", id)
            .with("object", "coupon")
            .with("amount_off", amount)
            .with("created", clock.seconds())
            .with("currency", amount == null ? null : Amounts.currency(form))
            .with("duration", duration)
            .with("duration_in_months", months)
            .with("livemode", false)
            .with("max_redemptions", form.number("max_redemptions"))
            .with("metadata", Metadata.after(null, form))
            .with("name", form.text("name"))
            .with("percent_off", percent)
            .with("redeem_by", form.number("redeem_by"))
            .with("times_redeemed", 0)
            .with("valid", true)
            .object();
    store.coupons.add(coupon);
    events.record("coupon.created", coupon, ask);
    return coupon;
  }

  private static BigDecimal percent(Form form) {
    String percent = form.text("percent_off");
    if (percent == null) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(percent);
      if (value.signum() > 0 && value.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw Refusal.invalid(
        null, "percent_off", "Invalid percent_off: it must be above 0 and at most 100.");
  }

  ObjectNode retrieve(Ask ask) {
    return present(ask);
  }

  ObjectNode update(Ask ask) {
    ObjectNode coupon = present(ask);
    ObjectNode before = coupon.deepCopy();
    coupon.set("metadata", Metadata.after((ObjectNode) coupon.get("metadata"), ask.form()));
    if (ask.form().has("name")) {
      coupon.put("name", ask.form().text("name"));
    }
    events.record("coupon.updated", coupon, Changes.previous(before, coupon), ask);
    return coupon;
  }

  /** No new discounts come from it; existing ones stay. */
  ObjectNode delete(Ask ask) {
    ObjectNode coupon = present(ask);
    coupon.put("valid", false);
    events.record("coupon.deleted", coupon, ask);
    coupon.put("deleted", true);
    return Json.object("id", ask.id(), "object", "coupon", "deleted", true);
  }

  ObjectNode list(Ask ask) {
    return Pages.of(store.coupons, ask, coupon -> !coupon.has("deleted"));
  }

  private ObjectNode present(Ask ask) {
    ObjectNode coupon = store.coupons.inPath(ask.id());
    if (coupon.has("deleted")) {
      throw Refusal.noSuch("coupon", ask.id(), "coupon", true);
    }
    return coupon;
  }
}
