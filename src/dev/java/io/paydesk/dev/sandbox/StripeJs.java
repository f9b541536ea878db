package io.paydesk.dev.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
          "host/wallet-sheet.js",
          "host/express-element.js",
          "host/address-element.js",
          "host/agreement.js",
          "host/elements.js",
          "host/bank.js",
          "host/intents.js",
          "host/tokens.js",
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
          "frame/saved.js",
          "frame/methods.js",
          "frame/choice.js",
          "frame/assistant.js",
          "frame/payment.js");

  private static final Map<String, Served> FILES =
      Map.ofEntries(
          Map.entry("/v3", HOST),
          Map.entry("/v3/", HOST),
          Map.entry("/dahlia/stripe.js", HOST),
          Map.entry("/elements/payment", page("payment")),
          Map.entry("/elements/express", page("express")),
          Map.entry("/elements/wallet", page("wallet")),
          Map.entry("/elements/address", page("address")),
          Map.entry(
              "/elements/frame.css",
              new Served("text/css; charset=utf-8", read("frame/frame.css"))),
          Map.entry("/elements/frame.js", FRAME),
          Map.entry(
              "/elements/address.js",
              frame("frame/fields.js", "frame/billing.js", "frame/address.js")),
          Map.entry("/elements/express.js", frame("frame/express.js")),
          Map.entry(
              "/elements/wallet.js", frame("host/money.js", "frame/fields.js", "frame/wallet.js")),
          Map.entry("/elements/bank.js", script("bank.js")),
          Map.entry("/elements/checkout.js", script("frame/talk.js", "frame/checkout.js")));

  private StripeJs() {}

  /** What is served there, or null. */
  static Served at(String path) {
    return FILES.get(path);
  }

  private static Served page(String name) {
    return new Served(HTML, read("frame/" + name + ".html"));
  }

  /** A frame that is dressed and speaks like the Payment Element. */
  private static Served frame(String... parts) {
    List<String> all =
        new ArrayList<>(
            List.of("frame/talk.js", "frame/dom.js", "frame/words.js", "frame/appearance.js"));
    all.addAll(List.of(parts));
    return script(all.toArray(String[]::new));
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
