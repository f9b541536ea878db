package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader of the documentation. */
@QuarkusTest
class DocsPageTest extends BrowserTest {

  private static final String PICTURES = System.getProperty("paydesk.docs.pictures");

  @Test
  void aReaderSearchesAndFollowsAHit() {
    page.navigate(paydesk.resolve("/docs").toString());
    page.keyboard().press("/");
    page.keyboard().type("pool transaction");
    page.keyboard().press("Enter");
    assertThat(page.locator("main h1")).hasText("“pool transaction”");

    page.locator("main a", new Page.LocatorOptions().setHasText("Connections")).first().click();

    assertThat(page).hasURL(Pattern.compile("/docs/operate/scaling#connections$"));
    assertThat(page.locator("#connections")).isInViewport();
  }

  @ParameterizedTest
  @CsvSource({"390, LIGHT", "390, DARK", "1280, LIGHT", "1280, DARK"})
  void nothingIsWiderThanTheWindow(int width, ColorScheme colours) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
    for (var address :
        new String[] {
          "/docs", "/docs/guides/refunds", "/docs/reference/configuration", "/docs/search?q=refund"
        }) {
      page.navigate(paydesk.resolve(address).toString());

      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as(address)
          .isLessThanOrEqualTo(width);
      take(address, width, colours);
    }
    assertThat(page.locator("#contents")).isVisible();
  }

  /** Takes pictures to look at: {@code -Dpaydesk.docs.pictures=<folder>}. */
  private void take(String address, int width, ColorScheme colours) {
    if (PICTURES != null) {
      var name = address.replaceAll("[^a-z]+", "-") + "-" + width + "-" + colours + ".png";
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(PICTURES).resolve(name)));
    }
  }
}
