package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the page on which a payer pays a Checkout Session, and takes what is entered there. */
final class CheckoutDoor implements HttpHandler {

  static final String PATH = "/c/pay";
  private static final String HTML = "text/html; charset=utf-8";
  private static final int MOST_BYTES = 1 << 16;
  private static final Pattern ORIGIN =
      Pattern.compile("(?i)^(?:https?://[a-z0-9.\\-\\[\\]:]+|[a-z][a-z0-9+.-]*:)");

  private final Store store;
  private final CheckoutParts parts;
  private final Runnable changed;

  CheckoutDoor(Store store, CheckoutParts parts, Runnable changed) {
    this.store = store;
    this.parts = parts;
    this.changed = changed;
  }

  /**
   * What the browser gets.
   *
   * @param to an address, or null
   * @param session null where there is none
   */
  private record Reply(int status, String to, String html, ObjectNode session) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String id = path.length() > PATH.length() ? path.substring(PATH.length() + 1) : "";
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
    String sent = new String(body, StandardCharsets.UTF_8);
    boolean posts = exchange.getRequestMethod().equals("POST");
    Reply reply;
    synchronized (store) {
      String own = "http://" + exchange.getRequestHeaders().getFirst("Host") + path;
      reply = answer(id, own, exchange.getRequestURI().getRawQuery(), posts ? sent : null);
    }
    changed.run();
    send(exchange, reply);
  }

  private Reply answer(String id, String own, String query, String sent) {
    ObjectNode session = store.checkoutSessions.find(id);
    if (session == null) {
      return new Reply(404, null, CheckoutPage.unknown(), null);
    }
    boolean open = Json.text(session, "status").equals("open");
    if (open && sent != null) {
      try {
        return entered(session, own, Form.parse(sent));
      } catch (Refusal refused) {
        String page = CheckoutPage.open(shown(session), words(refused), true);
        return new Reply(refused.status(), null, page, session);
      }
    }
    if (open) {
      boolean failed = query != null && query.contains("redirect_status=failed");
      String said = failed ? "Your bank did not confirm that it is you. Try again." : null;
      return new Reply(200, null, CheckoutPage.open(shown(session), said, failed), session);
    }
    if (Json.text(session, "status").equals("expired")) {
      return new Reply(410, null, CheckoutPage.expired(session), session);
    }
    boolean returns = query != null && query.contains("redirect_status=");
    return done(session, returns);
  }

  /** A copy with pictures and names to show, and what it costs in the payer's currency. */
  private ObjectNode shown(ObjectNode session) {
    ObjectNode shown = session.deepCopy();
    if (!Json.text(session, "mode").equals("setup")) {
      Presentments presentments = new Presentments(store);
      Json.with(
          shown,
          "local_currency",
          presentments.local(session),
          "presented",
          presentments.of(session));
    }
    for (JsonNode item : SessionLines.of(shown)) {
      ObjectNode product = store.products.find(item.at("/price/product").asText());
      ((ObjectNode) item).set("images", product.path("images"));
    }
    for (JsonNode option : shown.get("shipping_options")) {
      ObjectNode rate = store.shippingRates.find(Json.text(option, "shipping_rate"));
      ((ObjectNode) option).set("display_name", rate.get("display_name"));
    }
    return shown;
  }

  private static Reply done(ObjectNode session, boolean goesOn) {
    String after = SessionEntries.after(session);
    return goesOn && after != null && !CheckoutPage.isFramed(session)
        ? new Reply(303, after, "", session)
        : new Reply(200, null, CheckoutPage.complete(session), session);
  }

  private static String words(Refusal refused) {
    String param = refused.body().at("/error/param").asText();
    return switch (param) {
      case "email" -> "Enter your e-mail address.";
      case "address" -> "Enter your address: the tax depends on it.";
      case "shipping" -> "Enter where it is to be shipped.";
      default -> refused.getMessage();
    };
  }

  /**
   * @param own the address of this page, to which a bank leads back
   */
  private Reply entered(ObjectNode session, String own, Form form) {
    if ("code".equals(form.text("action"))) {
      String code = form.text("code");
      parts.entries.code(session, code == null ? "" : code.trim());
      return new Reply(200, null, CheckoutPage.open(shown(session), null, false), session);
    }
    if ("currency".equals(form.text("action"))) {
      parts.entries.payIn(session, form.text("currency"), null);
      return new Reply(200, null, CheckoutPage.open(shown(session), null, false), session);
    }
    take(session, form);
    String total = session.get("amount_total").asText();
    if (!total.equals(form.values().get("total"))) {
      String said = "The total has changed. Check it, and pay.";
      return new Reply(200, null, CheckoutPage.open(shown(session), said, false), session);
    }
    String card = form.text("card");
    Map<String, String> payer = new LinkedHashMap<>();
    if (card != null) {
      payer.put("payment_method", card);
    }
    if (CheckoutPage.isFramed(session)) {
      payer.put("return_url", own);
    }
    ObjectNode intent = parts.payments.pay(session, new Form(payer));
    JsonNode bank = intent == null ? Json.object() : intent.at("/next_action/redirect_to_url/url");
    return bank.isTextual() ? new Reply(303, bank.asText(), "", session) : done(session, true);
  }

  private void take(ObjectNode session, Form form) {
    if (form.text("email") != null && !SessionEntries.hasFixedEmail(session)) {
      parts.entries.email(session, form.text("email").trim());
    }
    if (form.text("country") != null) {
      parts.entries.address(session, address(form, ""));
    }
    if (form.text("ship_country") != null) {
      String name = form.text("ship_name") == null ? "" : form.text("ship_name");
      parts.entries.shipTo(session, name, address(form, "ship_"));
    }
    if (SessionEntries.offersSaving(session)) {
      parts.entries.save(session, form.text("save") != null);
    }
    if (form.text("shipping") != null) {
      parts.entries.shippingOption(session, form.text("shipping"));
    }
  }

  private static Form address(Form form, String prefix) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String field : List.of("city", "country", "line1", "postal_code", "state")) {
      String value = form.text(prefix + field);
      if (value != null) {
        boolean place = field.equals("country") || field.equals("state");
        values.put("address[" + field + "]", place ? value.trim().toUpperCase(Locale.ROOT) : value);
      }
    }
    return new Form(values);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", policy(reply.session()));
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
    if (reply.to() != null) {
      headers.set("Location", reply.to().replaceAll("[\\r\\n]", ""));
      Http.write(exchange, reply.status(), "");
    } else {
      Http.write(exchange, reply.status(), HTML, reply.html());
    }
  }

  /** A form may lead only to where this session leads: browsers follow redirects by this rule. */
  private static String policy(ObjectNode session) {
    Set<String> targets = new LinkedHashSet<>(List.of("'self'"));
    boolean framed = session != null && CheckoutPage.isFramed(session);
    if (session != null) {
      for (String name : List.of("success_url", "cancel_url", "return_url")) {
        Matcher origin = ORIGIN.matcher(session.path(name).asText());
        if (origin.find()) {
          targets.add(origin.group());
        }
      }
    }
    String pictures = "img-src http: https:";
    return "default-src 'none'; style-src %s; %s; %s; form-action %s; base-uri 'none'; frame-ancestors %s"
        .formatted(
            CheckoutStyle.SOURCE,
            pictures,
            framed ? "script-src 'self'" : "script-src 'none'",
            String.join(" ", targets),
            framed ? "*" : "'none'");
  }
}
