package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.paydesk.admin.ShopStates.State;
import io.paydesk.testing.Axe;
import io.paydesk.testing.Boxes;
import io.paydesk.testing.Chromium;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every page of a busy shop, in every state that its people see, is there, fits, and is read by
 * everybody: on a desk and on a phone, in both themes. {@code PAYDESK_ADMIN_PICTURES} names a
 * folder that is to have a picture of each.
 */
@QuarkusTest
class AdminLooksTest extends BusyShopTest {

  /** What a browser that has never been here loads for one page, beside what is in it. */
  private static final int HEAVIEST = 200_000;

  private static final @Nullable String PICTURES = System.getenv("PAYDESK_ADMIN_PICTURES");
  private static final int DESK = 1280;
  private static final int PHONE = 390;
  private static final int HIGH = 844;

  /** The narrowest phone, and a window of 1280 px zoomed to 200 %. */
  private static final List<Integer> NARROW = List.of(320, 640);

  /** What nothing of a page may stand out of. */
  private static final String BOXES =
      ".main, .bare-main, .top, .side, .card, .button, .badge, .need, .tile, .dialog, .find, .menu, .list, .list td,"
          + " .lines, .line, .row-lines, .moments, .row-ids, .row-money, .row-note, .chip, .empty, .group";

  private static final String ACT = "act-";

  /** What is wrong is said of all pages at once. */
  private final List<String> wrong = new ArrayList<>();

  private int acts;

  @Test
  void everyPageInEveryStateIsThereAndIsReadByEverybody() {
    // What is refused and what is lost is a state too. What the policy stops is never expected.
    expected =
        "Failed to load resource: .*|htmx:(sendError|afterRequest|responseError|sendAbort).*|.*Response Status.*";
    aBusyShop(5);

    comes(null);
    ShopStates.ofStrangers().forEach(this::isAllRight);
    comes("admin");
    ShopStates.of(tables()).forEach(this::isAllRight);
    withoutScripts();
    comes("support");
    ShopStates.ofSupport(tables()).forEach(this::isAllRight);
    comes("admin");
    onTheFirstDay(() -> ShopStates.ofNewShop().forEach(this::isAllRight));

    assertThat(wrong).isEmpty();
  }

  /** What the server sends is whole: scripts add to it. */
  private void withoutScripts() {
    var cookies = staff.storageState();
    staff.close();
    staff =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setJavaScriptEnabled(false)
                    .setViewportSize(PHONE, HIGH)
                    .setStorageState(cookies));
    page = staff.newPage();
    open("/admin?currency=usd");
    assertThat(page.locator("#volume .curve-now")).isVisible();
    assertThat(page.locator("[data-figure=kept]")).containsText("USD");
    shoot("without-scripts", "390-overview");
    open("/admin/orders");
    assertThat(page.locator("tr[data-row]").first()).isVisible();
    shoot("without-scripts", "390-orders");
  }

  /**
   * @param role null for somebody who has not signed in
   */
  private void comes(@Nullable String role) {
    staff.close();
    staff =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setViewportSize(DESK, HIGH));
    page = window();
    page.setDefaultTimeout(8000);
    if (role != null) {
      signedIn(role, "/admin/account");
    }
  }

  private void isAllRight(State state) {
    try {
      isSized(ColorScheme.LIGHT, DESK);
      open(state.path());
      state.then().accept(page);
      assertThat(page.locator(state.seen()).first()).isVisible();
      page.waitForFunction("() => !document.querySelector('main [aria-busy=true], main .bone')");
      isDrawn();
      isLight();
      for (int width : NARROW) {
        isSized(ColorScheme.LIGHT, width);
        fits(state.name() + " at " + width);
      }
      // Dialogs are all made of the same parts: each of them is read in one of the two.
      int act = state.name().startsWith(ACT) ? acts++ % 2 : -1;
      isRead(ColorScheme.LIGHT, DESK, state, act != 0);
      isRead(ColorScheme.DARK, PHONE, state, act != 1);
      if (PICTURES != null) {
        looks(ColorScheme.DARK, DESK, state.name());
        looks(ColorScheme.LIGHT, PHONE, state.name());
      }
    } catch (AssertionError | RuntimeException e) {
      wrong.add(state.name() + " (" + state.path() + "): " + e.getMessage());
      shoot("wrong-" + state.name(), "wrong");
    } finally {
      page.unrouteAll();
    }
  }

  private void isRead(ColorScheme scheme, int width, State state, boolean byAxe) {
    looks(scheme, width, state.name());
    var look = state.name() + " at " + width;
    fits(look);
    if (byAxe) {
      assertThat(Axe.obstacles(page)).as(look).isEmpty();
    }
  }

  private void isSized(ColorScheme scheme, int width) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE));
    page.setViewportSize(width, HIGH);
  }

  /** After two frames, what follows the width and the theme has followed. */
  private void looks(ColorScheme scheme, int width, String name) {
    isSized(scheme, width);
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    shoot(name, width + "-" + scheme.name().toLowerCase(Locale.ROOT));
  }

  private void fits(String look) {
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(look + " needs no sideways scroll")
        .isEqualTo(true);
    assertThat(Boxes.outside(page, BOXES)).as(look).isEmpty();
  }

  /** A chart has lines, and nothing moves. */
  private void isDrawn() {
    assertThat(
            page.evaluate(
                """
                () => [...document.querySelectorAll('#volume canvas')].every((chart) => {
                  const all = chart.getContext('2d').getImageData(0, 0, chart.width, chart.height).data;
                  return all.filter((_, i) => i % 4 === 3 && all[i] > 0).length > 1000;
                })
                """))
        .as("the chart is drawn")
        .isEqualTo(true);
    assertThat(page.evaluate("document.getAnimations().length")).as("what moves").isEqualTo(0);
    assertThat(page.locator("h1")).hasCount(1);
  }

  private void isLight() {
    var bytes =
        (Number)
            page.evaluate(
                """
                () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/admin/assets/'))
                  .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)
                """);
    assertThat(bytes.intValue()).as("bytes of the page's assets").isBetween(10_000, HEAVIEST);
  }

  private void shoot(String name, String look) {
    if (PICTURES != null) {
      boolean isLong = page.locator("dialog[open], :popover-open, .has-beside").count() == 0;
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(isLong && !name.startsWith("list-"))
              .setPath(Path.of(PICTURES).resolve(name + "-" + look + ".png")));
    }
  }
}
