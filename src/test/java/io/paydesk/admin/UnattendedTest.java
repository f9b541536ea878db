package io.paydesk.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A page that is left open does not keep its session alive; who works with it does. */
@QuarkusTest
class UnattendedTest extends AdminTest {

  private static Predicate<Request> toFragment(String address) {
    return asked ->
        asked.url().contains(address) && "true".equals(asked.headers().get("hx-request"));
  }

  private static boolean isByHand(Request asked) {
    return !asked.headers().containsKey("x-paydesk-unattended");
  }

  private Request asked(String address, Runnable cause) {
    return page.waitForRequest(toFragment(address), cause);
  }

  @Test
  void theOverviewRefreshesItselfAndNobodyIsThere() {
    signedIn("admin", "/admin/account");
    open("/admin?period=7d&zone=UTC");
    page.waitForFunction("window.htmx !== undefined");

    var refreshed =
        asked(
            "/admin?period=7d",
            () ->
                page.evaluate(
                    "document.getElementById('live').dispatchEvent(new Event('paydesk:changed'))"));

    assertThat(isByHand(refreshed)).isFalse();
  }

  @Test
  void aListAddsUpItselfAndSomebodyOpensARow() {
    json(
        asService()
            .body(Map.of("userId", user, "price", "5.00", "currency", "usd"))
            .post("/v1/orders"),
        201);
    signedIn("admin", "/admin/account");

    var summed = asked("part=sum", () -> open("/admin/orders"));
    var again = asked("part=sum", () -> page.evaluate("htmx.trigger('#desk-sum', 'load-sum')"));
    assertThat(isByHand(summed)).isFalse();
    assertThat(isByHand(again)).isFalse();

    var opened =
        asked("/admin/orders/", () -> page.locator("tr[data-row] .open-row").first().click());
    assertThat(isByHand(opened)).isTrue();
  }
}
