package io.paydesk.dev.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The files of the stand-in for <a href="https://docs.stripe.com/js">Stripe.js</a>. Each script is
 * put together from small ones, in one scope that nobody else sees.
 */
final class StripeJs {

  static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** A file, as it is served. */
  record Served(String type, String content) {}

  private static final Served HOST =
      script(
          "origin.js",
          "api.js",
          "host/misuse.js",
          "host/emitter.js",
          "host/frame.js",
          "host/element.js",
          "host/payment-element.js",
          "host/agreement.js",
          "host/elements.js",
          "host/bank.js",
          "host/intents.js",
          "host/money.js",
          "host/checkout-session.js",
          "host/open-session.js",
          "host/checkout-elements.js",
          "host/checkout-actions.js",
          "host/embedded.js",
          "host/stripe.js");

  private static final Served FRAME =
      script(
          "frame/talk.js",
          "api.js",
          "frame/dom.js",
          "frame/words.js",
          "frame/appearance.js",
          "frame/fields.js",
          "frame/number.js",
          "frame/billing.js",
          "frame/methods.js",
          "frame/choice.js",
          "frame/assistant.js",
          "frame/payment.js");

  private static final Map<String, Served> FILES =
      Map.of(
          "/v3",
          HOST,
          "/v3/",
          HOST,
          "/dahlia/stripe.js",
          HOST,
          "/elements/payment",
          new Served(HTML, read("frame/payment.html")),
          "/elements/frame.css",
          new Served("text/css; charset=utf-8", read("frame/frame.css")),
          "/elements/frame.js",
          FRAME,
          "/elements/bank.js",
          script("bank.js"),
          "/elements/checkout.js",
          script("frame/talk.js", "frame/checkout.js"));

  private StripeJs() {}

  /** What is served there, or null. */
  static Served at(String path) {
    return FILES.get(path);
  }

  private static Served script(String... parts) {
    StringBuilder all = new StringBuilder("(() => {\n'use strict';\n\n");
    List.of(parts).forEach(part -> all.append(read(part)).append('\n'));
    return new Served(SCRIPT, all.append("})();\n").toString());
  }

  private static String read(String name) {
    try (InputStream in = StripeJs.class.getResourceAsStream("stripejs/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
