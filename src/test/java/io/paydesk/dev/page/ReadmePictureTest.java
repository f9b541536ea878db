package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.paydesk.testing.Docs;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Takes the README's picture again with {@code -Dpaydesk.docs.picture=true}. */
@QuarkusTest
class ReadmePictureTest extends BrowserTest {

  private static final String TWO_MOMENTS =
      """
      <!doctype html>
      <style>
      body { margin: 0; padding: 16px; width: 1216px; display: flex; gap: 16px; align-items: start;
        background: #dfe2f2; font: 600 16px system-ui, sans-serif; color: #1b2130; }
      p { margin: 0 0 8px; }
      div { overflow: hidden; border-radius: 10px; background: #f3f4f9; }
      img { display: block; width: 100%; }
      section:first-child { width: 392px; }
      section:first-child div { height: 560px; }
      section:last-child { flex: 1; }
      section:last-child div { height: 560px; }
      </style>
      <section><p>An order waits for a card</p><div><img src="CARD"></div></section>
      <section><p>Stripe’s webhook comes: paid, live</p><div><img src="PAID"></div></section>
      """;

  @Test
  void aCardPaysAnOrderLive() {
    page.setViewportSize(1000, 660);
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE));
    makeAnOrder();
    press(button("Pay 99.99 USD"));
    assertThat(status(page)).hasText("Waiting for a card");
    choose(SUCCEEDS, page);
    var card = picture(page.locator("section", holds("#methods")).screenshot());

    press(page.locator("#confirm"));

    assertThat(status(page)).hasText("Paid");
    assertThat(connection(page)).hasText("Live");
    assertThat(page.locator("#events")).containsText("payment_intent.succeeded");
    assertThat(page.locator("#orders tr").first()).containsText("paid");
    if (Boolean.getBoolean("paydesk.docs.picture")) {
      page.evaluate("scrollTo(0, 0)");
      compose(card, picture(page.screenshot()));
    }
  }

  private Page.LocatorOptions holds(String selector) {
    return new Page.LocatorOptions().setHas(page.locator(selector));
  }

  private static String picture(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private void compose(String card, String paid) {
    try (var table = browser.newPage()) {
      table.setContent(TWO_MOMENTS.replace("CARD", card).replace("PAID", paid));
      table
          .locator("body")
          .screenshot(
              new Locator.ScreenshotOptions().setPath(Docs.FOLDER.resolve("images/page.png")));
    }
  }
}
