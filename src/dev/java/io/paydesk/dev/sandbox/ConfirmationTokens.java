package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * <a href="https://docs.stripe.com/api/confirmation_tokens">Confirmation Tokens</a>: what a payer
 * entered, kept for twelve hours, with which a server confirms one intent.
 */
final class ConfirmationTokens {

  static final String PARAMETER = "confirmation_token";
  static final String OBJECT = "confirmation_token";

  /** How Stripe.js makes one; servers have a helper for tests. */
  static final String FOR_BROWSERS = "/v1/confirmation_tokens";

  private static final long VALID_SECONDS = 43_200;

  private static final Set<String> PARAMETERS =
      Routes.both(
          PaymentMethods.PARAMETERS,
          Set.of(
              "return_url",
              "setup_future_usage",
              "shipping[name]",
              "shipping[phone]",
              "shipping[address][*]"));

  private final Store store;
  private final SandboxClock clock;
  private final PaymentMethods methods;

  ConfirmationTokens(Store store, SandboxClock clock, PaymentMethods methods) {
    this.store = store;
    this.clock = clock;
    this.methods = methods;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            FOR_BROWSERS,
            true,
            Routes.both(PARAMETERS, Set.of("use_stripe_sdk")),
            this::create),
        Routes.post("/v1/test_helpers/confirmation_tokens", PARAMETERS, this::create),
        Routes.get(
            FOR_BROWSERS + "/{id}", Set.of(), ask -> store.confirmationTokens.inPath(ask.id())));
  }

  private ObjectNode create(Ask ask) {
    Form form = ask.form();
    ObjectNode method = methods.given(form);
    if (method == null) {
      throw Refusal.missing("payment_method_data");
    }
    long now = clock.seconds();
    ObjectNode token =
        Json.fields()
            .with("id", Ids.random("ctoken_1", 23))
            .with("object", OBJECT)
            .with("created", now)
            .with("expires_at", now + VALID_SECONDS)
            .with("livemode", false)
            .with("mandate_data", null)
            .with("payment_intent", null)
            .with("payment_method_options", null)
            .with("payment_method_preview", preview(method))
            .with("return_url", form.text("return_url"))
            .with(
                "setup_future_usage",
                form.oneOf("setup_future_usage", null, Set.of("off_session", "on_session")))
            .with("setup_intent", null)
            .with("shipping", shipping(form))
            .with("use_stripe_sdk", ask.publishable())
            .object();
    store.methodOfToken.put(Json.text(token, "id"), Json.text(method, "id"));
    return store.confirmationTokens.add(token);
  }

  private static ObjectNode preview(ObjectNode method) {
    String type = Json.text(method, "type");
    return Json.object(
        "allow_redisplay",
        method.get("allow_redisplay"),
        "billing_details",
        method.get("billing_details"),
        "customer",
        method.get("customer"),
        "customer_account",
        null,
        "type",
        type,
        type,
        method.get(type));
  }

  private static ObjectNode shipping(Form form) {
    return form.has("shipping")
        ? Json.object(
            "address", BillingDetails.address(form, "shipping[address]"),
            "name", form.text("shipping[name]"),
            "phone", form.text("shipping[phone]"))
        : null;
  }

  /** The same work, where a token may stand for what the payer entered. */
  Function<Ask, ObjectNode> taking(Function<Ask, ObjectNode> work) {
    return ask -> {
      String named = ask.form().text(PARAMETER);
      if (named == null) {
        return work.apply(ask);
      }
      ObjectNode token = store.confirmationTokens.named(named, PARAMETER);
      check(token, ask.form());
      try {
        ObjectNode intent = work.apply(unfolded(ask, token));
        used(token, intent);
        return intent;
      } catch (Refusal refusal) {
        if (refusal.intent() != null) {
          used(token, refusal.intent());
        }
        throw refusal;
      }
    };
  }

  private void check(ObjectNode token, Form form) {
    if (form.has("payment_method") || form.has("payment_method_data")) {
      throw Refusal.invalid(
          "parameters_exclusive",
          PARAMETER,
          "You may only specify one of these parameters: confirmation_token, payment_method,"
              + " payment_method_data.");
    }
    boolean isUsed = !token.get("payment_intent").isNull() || !token.get("setup_intent").isNull();
    if (isUsed) {
      throw Refusal.inWork(
          null, PARAMETER, "This ConfirmationToken has already been used, and can be used once.");
    }
    if (token.get("expires_at").asLong() <= clock.seconds()) {
      throw Refusal.inWork(null, PARAMETER, "This ConfirmationToken has expired.");
    }
  }

  /** What the call itself says comes over what the token has. */
  private Ask unfolded(Ask ask, ObjectNode token) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("payment_method", store.methodOfToken.get(Json.text(token, "id")));
    for (String name : List.of("return_url", "setup_future_usage")) {
      if (Json.text(token, name) != null) {
        values.put(name, Json.text(token, name));
      }
    }
    if (token.path("use_stripe_sdk").asBoolean()) {
      values.put("use_stripe_sdk", "true");
    }
    if (token.get("shipping") instanceof ObjectNode shipping) {
      shipping(values, shipping);
    }
    values.putAll(ask.form().values());
    values.remove(PARAMETER);
    return new Ask(
        ask.path(),
        ask.id(),
        new Form(values),
        ask.requestId(),
        ask.idempotencyKey(),
        ask.publishable());
  }

  private static void shipping(Map<String, String> values, ObjectNode shipping) {
    for (String name : List.of("name", "phone")) {
      if (Json.text(shipping, name) != null) {
        values.put("shipping[" + name + "]", Json.text(shipping, name));
      }
    }
    shipping
        .get("address")
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                values.put("shipping[address][" + field.getKey() + "]", field.getValue().asText());
              }
            });
  }

  private static void used(ObjectNode token, ObjectNode intent) {
    token.set(Json.text(intent, "object"), intent.get("id"));
    token.putNull("expires_at");
  }
}
