package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.openapi.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * All that the stand-in shows to a page is in Stripe's own types, of the version that is pinned.
 */
class StripeJsTypesTest extends StripeJsTest {

  private static final String NAMES_OF =
      """
      const namesOf = (object) => {
        const names = new Set(Object.keys(object));
        for (let at = Object.getPrototypeOf(object); at !== Object.prototype; at = Object.getPrototypeOf(at)) {
          Object.getOwnPropertyNames(at).forEach((name) => names.add(name));
        }
        return [...names].filter((name) => name !== 'constructor' && !name.startsWith('_'));
      };
      """;

  /** Only said to be called otherwise now; and get...Element() of elements that nobody can make. */
  private static final String NOT_STRIPES =
      "const renamed = ['initCheckout', 'initEmbeddedCheckout', 'getContactDetailsElement'];";

  @Test
  void everyNameAndEveryShapeIsStripes() throws IOException {
    Path modules = Tools.nodeModules();
    Assumptions.assumeTrue(
        Files.isDirectory(modules.resolve("@stripe/stripe-js")),
        "@stripe/stripe-js of .ci/clients is not installed: skipped");
    Path folder = Tools.workshop("stripe-js");
    Files.createSymbolicLink(folder.resolve("node_modules"), modules);
    Files.copy(Tools.CLIENTS.resolve("stripe-js.mts"), folder.resolve("stripe-js.mts"));
    Files.writeString(folder.resolve("names.mts"), names());

    Tools.node(
            folder,
            "node_modules/typescript/bin/tsc",
            "--strict",
            "--noEmit",
            "--skipLibCheck",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
            "--module",
            "nodenext",
            "--types",
            "node",
            "stripe-js.mts",
            "names.mts")
        .well();
  }

  private String names() {
    mount(intent("&payment_method_types[]=card"));
    JsonNode session =
        till.made(
            Till.SOCKS
                + "&ui_mode=elements&return_url=https://shop.example/done"
                + "&allow_promotion_codes=true&automatic_tax[enabled]=true");
    JsonNode embedded =
        till.made(Till.SOCKS + "&ui_mode=embedded_page&redirect_on_completion=never");
    JsonNode found =
        run(
            NAMES_OF
                + NOT_STRIPES
                + """
                const checkout = stripe.initCheckoutElementsSdk({ clientSecret: '%s' });
                const { actions } = await checkout.loadActions();
                await actions.updateBillingAddress({ name: 'Ada', address: { country: 'DE' } });
                const page = await stripe.createEmbeddedCheckoutPage({ clientSecret: '%s' });
                const ours = (object) => namesOf(object).filter((name) => !renamed.includes(name));
                return {
                  Stripe: ours(stripe),
                  StripeElements: ours(elements),
                  StripePaymentElement: ours(element),
                  StripeCheckoutElementsSdk: ours(checkout),
                  StripeCheckoutLoadActionsSuccess: ours(actions),
                  StripeEmbeddedCheckout: ours(page),
                  StripeExpressCheckoutElement: ours(elements.create('expressCheckout')),
                  StripeAddressElement: ours(elements.create('address', { mode: 'shipping' })),
                  session: actions.getSession(),
                };
                """
                    .formatted(secret(session), secret(embedded)));
    StringBuilder source = new StringBuilder("import type * as It from '@stripe/stripe-js';\n");
    found
        .fields()
        .forEachRemaining(
            each -> {
              if (each.getKey().equals("session")) {
                source.append("export const session: It.StripeCheckoutSession = ");
              } else {
                source.append("export const of%1$s: (keyof It.%1$s)[] = ".formatted(each.getKey()));
              }
              source.append(each.getValue()).append(";\n");
            });
    return source.toString();
  }
}
