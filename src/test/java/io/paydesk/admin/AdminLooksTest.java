package io.paydesk.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.paydesk.testing.Chromium;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every page of a busy shop, in the looks that its people see it in, is read by everybody. */
@QuarkusTest
class AdminLooksTest extends BusyShopTest {

  /** What a browser that has never been here loads for one page, beside what is in it. */
  private static final int HEAVIEST = 200_000;

  private String cookies;

  @Test
  void everyPageIsRead() {
    aBusyShop(5);
    signedIn("admin", "/admin/account");
    cookies = staff.storageState();
    var pages = pages();

    comes(ColorScheme.LIGHT, 1280);
    pages.forEach(this::isReadIn);
    comes(ColorScheme.DARK, 390);
    pages.forEach(this::isReadIn);
    // The narrowest phone, and a window of 1280 px zoomed to 200 %.
    for (int width : new int[] {320, 640}) {
      comes(ColorScheme.LIGHT, width);
      pages.forEach(this::fits);
    }
    isLightAndStill(pages);
  }

  /** Each section, and one row of each list. */
  private List<String> pages() {
    var all = new ArrayList<String>();
    for (var section : Section.values()) {
      all.add(section.href());
    }
    Map.of(
            "orders", "orders",
            "payments", "payment",
            "refunds", "refund",
            "disputes", "dispute",
            "subscriptions", "recurring_payment",
            "runs", "actionflow_run",
            "inbox", "stripe_event")
        .forEach(
            (list, table) -> {
              var id = tables().text("select id from " + table + " order by 1 desc limit 1");
              all.add("/admin/" + list + "/" + id);
            });
    return all;
  }

  private void comes(ColorScheme scheme, int width) {
    staff.close();
    staff =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setColorScheme(scheme)
                    .setViewportSize(width, 844)
                    .setStorageState(cookies));
    page = window();
  }

  private void isReadIn(String path) {
    opens(path);
    isReadable(path);
  }

  private void fits(String path) {
    opens(path);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(path + " needs no sideways scroll at " + page.viewportSize().width)
        .isEqualTo(true);
  }

  private void opens(String path) {
    open(path);
    assertThat(page.locator("main [data-problem]").count()).as(path + " is there").isZero();
    page.waitForFunction("() => !document.querySelector('main [aria-busy=true]')");
  }

  private void isLightAndStill(List<String> pages) {
    staff.close();
    staff =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setStorageState(cookies));
    page = window();
    staff.route("**/*", Route::resume); // so that nothing comes from the browser's own store
    var answers = new ArrayList<Response>();
    page.onResponse(answers::add);
    pages.forEach(
        path -> {
          answers.clear();
          opens(path);
          assertThat(page.evaluate("document.getAnimations().length")).as(path).isEqualTo(0);
          var weights =
              List.copyOf(answers).stream()
                  .filter(
                      answer -> answer.status() == 200 && answer.url().contains("/admin/assets/"))
                  .collect(
                      Collectors.toMap(Response::url, answer -> answer.body().length, (a, b) -> a));
          assertThat(weights).hasSizeGreaterThan(10);
          assertThat(weights.values().stream().mapToInt(x -> x).sum())
              .as("bytes of %s: %s", path, weights)
              .isLessThan(HEAVIEST);
        });
  }
}
