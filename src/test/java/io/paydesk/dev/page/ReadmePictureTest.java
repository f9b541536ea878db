package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.paydesk.testing.Docs;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Takes the README's picture again with {@code -Dpaydesk.docs.picture=true}. */
@QuarkusTest
@TestProfile(Framed.class)
class ReadmePictureTest extends BrowserTest {

  @Test
  void aCardPaysAnOrderLive() {
    page.setViewportSize(1280, 812);
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE));
    makeAnOrder();
    press(button("Send the payer a link"));
    var phone = page.frameLocator("#phone");
    var fields = phone.frameLocator("iframe[title='Secure payment input frame']");
    assertThat(fields.locator("#element")).isVisible();
    pick(SUCCEEDS, fields);
    phone.locator("#pay").press("Enter");

    assertThat(phone.locator("#stage")).hasAttribute("data-state", "paid");
    assertThat(status(page)).hasText("Paid");
    assertThat(connection(page)).hasText("Live");
    assertThat(page.locator("#stream-events")).containsText("succeeded");
    assertThat(page.locator("#events")).containsText("payment_intent.succeeded");
    assertThat(page.locator("#orders tr").first()).containsText("paid");
    if (Boolean.getBoolean("paydesk.docs.picture")) {
      page.evaluate("scrollTo(0, 0)");
      double top = page.locator(".make").boundingBox().y - 24;
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setClip(0, top, 1280, 928)
              .setPath(Docs.FOLDER.resolve("images/page.png")));
    }
  }
}
