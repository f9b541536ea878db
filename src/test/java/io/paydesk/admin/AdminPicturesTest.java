package io.paydesk.admin;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Takes pictures of each page of the shop into the folder that the variable names. */
@QuarkusTest
@EnabledIfEnvironmentVariable(named = "PAYDESK_ADMIN_PICTURES", matches = ".+")
class AdminPicturesTest extends BusyShopTest {

  private String look;

  @Test
  void ofEachPage() {
    aBusyShop(40);
    expected = ".*";
    var rows = rows();
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1280, 390}) {
        look = width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        looks(scheme, width);
        open("/admin");
        shoot("sign-in", false);
        signedIn("admin", "/admin/account");
        for (var section : Section.values()) {
          show(section.href(), "list-" + section.text(), false);
        }
        rows.forEach((name, path) -> show(path, "row-" + name, true));
        states();
      }
    }
  }

  private Map<String, String> rows() {
    var all = new TreeMap<String, String>();
    all.put("order-refunded", row("orders", "orders", "status = 'partially_refunded'"));
    all.put("order-review", row("orders", "orders", "status = 'review'"));
    all.put("order-disputed", row("orders", "orders", "disputes is not null and status = 'paid'"));
    all.put("order-open", row("orders", "orders", "status = 'pending' and price_id is null"));
    all.put("payment-paid", row("payments", "payment", "status = 'succeeded'"));
    all.put("payment-declined", row("payments", "payment", "failure_code is not null"));
    all.put("payment-held", row("payments", "payment", "status = 'authorized'"));
    all.put("refund", row("refunds", "refund", "true"));
    all.put("dispute", row("disputes", "dispute", "status = 'needs_response'"));
    all.put("subscription", row("subscriptions", "recurring_payment", "status = 'active'"));
    all.put("run", row("runs", "actionflow_run", "status = 'failed'"));
    all.put("event", row("inbox", "stripe_event", "status = 'failed'"));
    all.put("endpoint", row("endpoints", "actionflow_endpoint", "true"));
    all.put("person", "/admin/people/of-order/" + id("orders", "status = 'partially_refunded'"));
    return all;
  }

  private String row(String list, String table, String where) {
    return "/admin/" + list + "/" + id(table, where);
  }

  private String id(String table, String where) {
    return tables()
        .text("select id from %s where %s order by 1 desc limit 1".formatted(table, where));
  }

  private void states() {
    show("/admin/orders/999999999", "state-problem", false);
    show("/admin/orders?status=refunded&since=2031-01-01", "state-nothing", false);
    show("/admin/orders?status=paid,partially_refunded", "state-chips", false);
    state("/admin/orders", "filters", "text=Filter", null);
    state("/admin/orders", "beside", "main", "j Enter");
    state("/admin/orders", "menu", "[popovertarget=menu]", null);
    state("/admin/orders", "account", "[popovertarget=account]", null);
    state("/admin/orders", "keys", "main", "Shift+?");
    state("/admin/orders", "search", "#search-open", null);
    if (page.locator("dialog[open] input").count() > 0) {
      page.locator("dialog[open] input").fill("ada");
      page.waitForTimeout(800);
      shoot("state-found", false);
    }
    state(
        row("payments", "payment", "status = 'succeeded'"),
        "refund",
        "button:has-text('Refund')",
        null);
    state(
        row("orders", "orders", "status = 'review'"),
        "resolve",
        "main button:has-text('review')",
        null);
  }

  /** What is not there in this look is left out. */
  private void state(String path, String name, String click, String keys) {
    open(path);
    try {
      page.locator(click)
          .first()
          .click(new com.microsoft.playwright.Locator.ClickOptions().setTimeout(1500));
    } catch (PlaywrightException notThere) {
      return;
    }
    if (keys != null) {
      for (var key : keys.split(" ")) {
        page.keyboard().press(key);
      }
    }
    page.waitForTimeout(500);
    shoot("state-" + name, false);
  }

  private void show(String path, String name, boolean whole) {
    open(path);
    shoot(name, whole);
  }

  private void shoot(String name, boolean whole) {
    try {
      page.waitForFunction(
          "() => document.querySelectorAll('main [aria-busy=true]').length === 0",
          null,
          new Page.WaitForFunctionOptions().setTimeout(3000));
    } catch (PlaywrightException busy) {
      // the picture shows it
    }
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(whole)
            .setPath(
                Path.of(System.getenv("PAYDESK_ADMIN_PICTURES"))
                    .resolve(name + "-" + look + ".png")));
  }
}
