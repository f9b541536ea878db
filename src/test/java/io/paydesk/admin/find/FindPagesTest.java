package io.paydesk.admin.find;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.paydesk.admin.AdminTest;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Somebody of the shop finds a payer, and looks at how the service is set. */
@QuarkusTest
class FindPagesTest extends AdminTest {

  private final String mail = "pia." + UUID.randomUUID() + "@shop.example";

  private long orderOfPia() {
    var body =
        Map.of(
            "userId", mail,
            "price", "99.99",
            "currency", "usd",
            "receiptEmail", mail,
            "payerName", "Pia Paulsen",
            "description", "Two tickets");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private Locator text() {
    return page.locator("#find-text");
  }

  private Locator hits() {
    return page.locator(".find-hit");
  }

  private Locator chosen() {
    return page.locator(".find-hit[aria-selected=true]");
  }

  private void find(String typed) {
    page.keyboard().press("Control+k");
    assertThat(text()).isFocused();
    text().pressSequentially(typed);
  }

  @Test
  void aPayerIsFoundByMailAndNoAddressNorLogHasIt() {
    long order = orderOfPia();
    var asked = new CopyOnWriteArrayList<String>();
    staff.onRequest((Request request) -> asked.add(request.url()));
    signedIn("support", "/admin/account");

    try (var log = LogBook.open()) {
      find(mail);
      assertThat(hits()).hasCount(2);
      assertThat(chosen()).containsText("Pia Paulsen");
      isReadable("the search");
      page.keyboard().press("ArrowDown");
      assertThat(chosen()).containsText("Two tickets");
      page.keyboard().press("ArrowUp");
      page.keyboard().press("Enter");
      page.waitForURL(StartedService.url() + "/admin/people/of-order/" + order);

      assertThat(heading()).hasText("Pia Paulsen");
      assertThat(page.locator(".person-sums")).containsText("99.99 USD asked");
      assertThat(page.locator(".person")).containsText(mail);
      isReadable("a payer");
      assertThat(log.lines(mail)).isEmpty();
    }
    assertThat(asked).isNotEmpty().noneMatch(url -> url.contains("pia") || url.contains("%40"));
    page.goBack();
    assertThat(heading()).hasText("Your session");
    assertThat(text()).hasValue("");
    assertThat(page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))
        .asString()
        .doesNotContain("pia");
  }

  @Test
  void whoPressesEnterBeforeTheHitsAreThereOpensTheFirstOfThem() {
    long order = orderOfPia();
    signedIn("support", "/admin/account");

    page.keyboard().press("Control+k");
    assertThat(chosen()).containsText("Overview");
    page.keyboard().insertText(mail);
    page.keyboard().press("Enter");

    page.waitForURL(StartedService.url() + "/admin/people/of-order/" + order);

    find("order " + order);
    page.keyboard().press("Enter");
    page.waitForURL(StartedService.url() + "/admin/orders/" + order);
    assertThat(page.locator("main")).containsText("Two tickets");
  }

  @Test
  void aSearchThatCannotBeSentIsSaidSo() {
    expected = ".*ERR_FAILED.*|htmx:.*";
    signedIn("support", "/admin/account");
    page.route("**/admin/search", route -> route.abort());

    find("pia");

    assertThat(page.locator(".find-none")).containsText("was not reached");
    page.unroute("**/admin/search");
    text().pressSequentially(".");
    assertThat(page.locator(".find-none, .find-hit").first()).not().containsText("was not reached");
  }

  @Test
  void theSearchIsUsedByKeysAlone() {
    signedIn("admin", "/admin/account");

    page.keyboard().press("/");
    assertThat(text()).isFocused();
    assertThat(hits().first()).containsText("Overview");
    text().pressSequentially("sett");
    assertThat(chosen()).containsText("Settings");
    page.keyboard().press("Escape");
    assertThat(page.locator("#find")).isHidden();
    find("no such thing at all");
    assertThat(page.locator(".find-none")).containsText("Nothing found");
    assertThat(page.locator("#find-said")).hasText("Nothing found");
    page.keyboard().press("Control+k");
    assertThat(page.locator("#find")).isHidden();
    find("keys");
    assertThat(chosen()).containsText("Keys");
    page.keyboard().press("Enter");
    page.waitForURL(StartedService.url() + "/admin/keys");
    assertThat(page.locator(".key").first()).containsText("Ada's browser");
    isReadable("keys");
  }

  @Test
  void peopleAndSettingsAreReadableOnAPhoneAndOnADesk() {
    orderOfPia();
    for (int width : List.of(320, 1280)) {
      looks(com.microsoft.playwright.options.ColorScheme.DARK, width);
      signedIn("admin", "/admin/people");
      assertThat(page.locator(".line").first()).containsText("Pia Paulsen");
      isReadable("people");
      open("/admin/settings");
      assertThat(page.locator(".checks")).containsText("The database answers");
      assertThat(page.locator("body")).not().containsText("sk_test_");
      isReadable("settings");
    }
  }

  @Test
  void allOrdersOfAPayerWithManyAreReached() {
    long oldest = orderOfPia();
    for (int i = 0; i < 20; i++) {
      orderOfPia();
    }
    signedIn("support", "/admin/people/of-order/" + oldest);

    var orders = page.locator("a[href^=\"/admin/orders/\"]");
    assertThat(orders).hasCount(20);
    button("Older orders").press("Enter");
    assertThat(orders).hasCount(21);
    assertThat(orders.last()).isFocused();
    assertThat(orders.last()).hasAttribute("href", "/admin/orders/" + oldest);
    assertThat(page.locator(".line-more")).hasCount(0);
  }

  @Test
  void aPayersPageFollowsWhatComesOfThem() {
    var body =
        Map.of("userId", user, "price", "99.99", "currency", "usd", "payerName", "Pia Paulsen");
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var started = started(order);
    signedIn("support", "/admin/people/of-order/" + order);
    assertThat(page.locator(".person-sums")).containsText("nothing came");

    sandbox.confirm(started.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);

    assertThat(page.locator(".person-sums"))
        .containsText(
            "99.99 USD came", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
    assertThat(heading()).hasText("Pia Paulsen");
  }

  @Test
  void aKeyIsMadeAndRevokedOnItsPage() {
    var name = "Shop of " + user;
    signedIn("admin", "/admin/keys");

    button("New key").click();
    page.getByLabel("Whose key is it?").fill(name);
    button("Make the key").click();
    assertThat(page.locator(".act-secret output")).containsText("pdk_test_");
    button("Done").click();
    var key = page.locator(".key", new Page.LocatorOptions().setHasText(name));
    assertThat(key).containsText("Service: for your app");
    isReadable("keys with their buttons");

    key.getByText("Revoke").click();
    button("Revoke it").click();
    assertThat(key.locator(".badge")).hasText("Revoked");
    assertThat(key.locator("button")).hasCount(0);
    assertThat(
            tables()
                .text(
                    "select operation from audit where subject ="
                        + " (select 'keys/' || id from api_key where name = ?) order by id desc limit 1",
                    name))
        .isEqualTo("revokeKey");
  }

  @Test
  void supportSeesNeitherKeysNorSettings() {
    expected = ".*403.*";
    signedIn("support", "/admin/account");

    for (var path : List.of("/admin/keys", "/admin/settings")) {
      open(path);
      assertThat(page.locator("body")).not().containsText("PAYDESK_");
      assertThat(page.locator(".key")).hasCount(0);
      assertThat(heading()).hasText("Only an admin sees this");
      assertThat(page.locator("main")).not().containsText("token");
    }
  }

  @Test
  void aPayerThatIsNotThereIsSaidSo() {
    expected = ".*404.*";
    signedIn("admin", "/admin/account");

    open("/admin/people/of-order/987654321");
    assertThat(page.locator("[data-problem=\"404\"]")).isVisible();
    isReadable("nobody");
  }
}
