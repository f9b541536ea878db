package io.paydesk.admin.list;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.admin.AdminTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody of the shop works with the lists of its page. */
@QuarkusTest
class ShopListsTest extends AdminTest {

  private static final String CARD = "4242424242424242";

  /** A currency that no other test sells in, so that the filter leaves this test's rows alone. */
  private static final String CURRENCY = "isk";

  private final String ada = "Ada " + UUID.randomUUID();

  private long order(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of(
                "userId",
                user,
                "price",
                "99.00",
                "currency",
                CURRENCY,
                "description",
                "Two tickets",
                "payerName",
                ada));
    body.putAll(more);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private long ordered() {
    return order(Map.of());
  }

  private void paid(long order) {
    sandbox.confirm(started(order).getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
  }

  private Locator row(long id) {
    return page.locator("tr[data-row='" + id + "']");
  }

  private Locator link(long id) {
    return row(id).locator(".open-row");
  }

  private Locator beside() {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("The order"));
  }

  @Test
  void filtersStandInTheAddressAndComeOffOneByOne() {
    long open = ordered();
    long paid = ordered();
    paid(paid);
    signedIn("support", "/admin/orders");

    button("Filter").click();
    page.getByLabel("Paid", new Page.GetByLabelOptions().setExact(true)).check();
    page.getByLabel("Open", new Page.GetByLabelOptions().setExact(true)).check();
    page.getByLabel("Currency").fill("ISK");
    page.getByLabel("Amount from").fill("99");
    button("Show").click();

    assertThat(page)
        .hasURL(Pattern.compile(".*status=pending.*paid.*currency=ISK.*amountFrom=99.*"));
    assertThat(row(open)).containsText("Open");
    assertThat(row(paid)).containsText("Paid");
    assertThat(row(paid)).containsText(ada);
    assertThat(row(paid)).containsText("99.00 ISK");
    assertThat(page.locator("#desk-sum")).containsText(Pattern.compile("orders? .*ISK"));
    assertThat(page.url()).doesNotContain("Ada");

    assertThat(page.getByLabel("Remove the filter Status: Open or Paid")).isVisible();
    page.locator(".chip").filter(new Locator.FilterOptions().setHasText("Amount from")).click();
    assertThat(page.locator(".chip")).hasCount(2);
    page.goBack();
    assertThat(page.locator(".chip")).hasCount(3);
    page.navigate(page.url().replace("paid", "refunded").replace("pending", "canceled"));
    assertThat(page.locator(".empty")).containsText("Nothing matches these filters");
    page.navigate(page.url().replace("currency=ISK&", ""));
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Add a currency");
  }

  @Test
  void whatIsMistypedIsSaidAndTheFiltersStay() {
    expected = ".*does not conform to the required format.*";
    signedIn("support", "/admin/orders");
    for (var mistyped :
        new String[] {
          "currency=dollars",
          "until=%2B999999999-12-31",
          "currency=usd&amountFrom=1e20000000",
          "currency=usd&amountFrom=1,000"
        }) {
      open("/admin/orders?" + mistyped);
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
      assertThat(button("Filter")).isVisible();
      assertThat(page.locator("a[href*='/v1/exports/']")).hasCount(0);
      assertThat(page.getByRole(AriaRole.ALERT)).not().containsText("minor units");
    }
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("such as 99.99");
    open("/admin/orders?since=yesterday");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Write a day such as 2026-11-23.");
  }

  @Test
  void aFilterThatTheListDoesNotHaveShowsNotEverything() {
    ordered();
    signedIn("support", "/admin/orders");
    assertThat(page.locator(".open-row").first()).isVisible();

    open("/admin/orders?userId=pia");

    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("This list has no filter 'userId'. It has: status, currency, amountFrom");
    assertThat(page.locator(".open-row")).hasCount(0);
  }

  @Test
  void theKeyboardLeadsFromTheListToARowAndBack() {
    long first = ordered();
    long second = ordered();
    long third = ordered();
    signedIn("admin", "/admin/orders?currency=" + CURRENCY);
    assertThat(link(third)).hasAttribute("tabindex", "0");

    page.keyboard().press("j");
    assertThat(link(third)).isFocused();
    page.keyboard().press("j");
    page.keyboard().press("ArrowDown");
    assertThat(link(first)).isFocused();
    page.keyboard().press("k");
    assertThat(link(second)).isFocused();

    page.keyboard().press("Enter");
    assertThat(beside()).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*/admin/orders/" + second));
    assertThat(row(second)).isVisible();
    assertThat(beside().locator("h2").first()).isFocused();
    assertThat(beside()).containsText(ada);
    page.keyboard().press("k");
    assertThat(page).hasURL(Pattern.compile(".*/admin/orders/" + third));

    page.reload();
    assertThat(page.locator("table.list")).hasCount(0);
    assertThat(heading()).isVisible();
    page.goBack();
    assertThat(link(second)).isVisible();
    link(third).click();
    assertThat(beside()).containsText(ada);
    page.keyboard().press("Escape");
    assertThat(beside()).isHidden();
    assertThat(page).hasURL(Pattern.compile(".*/admin/orders"));
    assertThat(link(third)).isFocused();
    page.keyboard().press("j");
    page.reload();
    assertThat(link(second)).isFocused();

    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Next row");
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void aRowThatChangesIsShownInPlaceAndNewOnesSayThatTheyAreThere() {
    long waiting = ordered();
    signedIn("support", "/admin/orders");
    var ticket = page.waitForResponse("**/v1/changes", () -> page.reload());
    assertThat(ticket.status()).isEqualTo(200);
    assertThat(row(waiting)).containsText("Open");

    long made = ordered();
    paid(waiting);
    assertThat(row(waiting)).containsText("Paid");
    assertThat(page.locator("#fresh")).containsText("1 new order");
    assertThat(row(made)).hasCount(0);

    page.locator(".fresh-button").click();
    assertThat(row(made)).containsText("Open");
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 390", "DARK, 1280"})
  void theOrderOfTheRowsIsSeenAndChosenOnEachScreen(ColorScheme scheme, int width) {
    long first = ordered();
    long last = ordered();
    looks(scheme, width);
    signedIn("support", "/admin/orders");
    var sort = page.locator(".sorts summary");
    assertThat(sort).hasText("Newest first");
    sort.click();
    assertThat(page.locator(".sorts-hint")).containsText("filter by a currency");
    isReadable("the orders that rows may be in");

    open("/admin/orders?currency=" + CURRENCY);
    assertThat(page.locator("tr[data-row]").first()).hasAttribute("data-row", "" + last);
    sort.click();
    assertThat(page.locator(".sorts [aria-current]")).hasText("Newest first");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Oldest first")).click();
    page.waitForURL("**/admin/orders?currency=isk&sort=oldest");
    assertThat(sort).hasText("Oldest first");
    assertThat(page.locator("tr[data-row]").last()).hasAttribute("data-row", "" + last);
    sort.click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Largest first")).click();
    page.waitForURL("**/admin/orders?currency=isk&sort=largest");
    assertThat(row(first)).isVisible();
  }

  @Test
  void keysOfOneLetterAreSwitchedOffForGood() {
    long order = ordered();
    signedIn("support", "/admin/account");
    page.getByLabel("Keys of one letter or sign work").uncheck();

    open("/admin/orders?currency=" + CURRENCY);
    assertThat(link(order)).hasAttribute("tabindex", "0");
    assertThat(page.locator("#search-open")).hasAttribute("aria-keyshortcuts", "Meta+K Control+K");
    for (var key : new String[] {"j", "k", "o", "/", "?"}) {
      page.keyboard().press(key);
    }
    page.keyboard().press("Control+k");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(1);
    page.keyboard().press("Escape");
    assertThat(page.locator("tr[data-row] .open-row:focus")).hasCount(0);
    assertThat(page.locator("#beside")).isHidden();
    link(order).focus();
    page.keyboard().press("Enter");
    assertThat(beside()).isVisible();

    open("/admin/account");
    page.getByLabel("Keys of one letter or sign work").check();
    open("/admin/orders?currency=" + CURRENCY);
    assertThat(link(order)).hasAttribute("tabindex", "0");
    page.keyboard().press("j");
    assertThat(page.locator("tr[data-row] .open-row:focus")).hasCount(1);
    page.keyboard().press("?");
    page.getByLabel("Keys of one letter or sign work").uncheck();
    button("Close").click();
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  @Test
  void aRowThatTheFiltersLeaveOutByNowSaysSoInItsPlace() {
    long waiting = ordered();
    long open = ordered();
    signedIn("support", "/admin/orders?status=pending&currency=" + CURRENCY);
    page.waitForResponse("**/v1/changes", () -> page.reload());
    assertThat(row(waiting)).containsText("Open");

    paid(waiting);

    assertThat(row(waiting)).containsText("no longer in this list");
    assertThat(row(open)).not().containsText("no longer");
    isReadable("with a row that has left");
  }

  @Test
  void theInboxAndTheRunsAreNotForSupport() {
    expected = ".*status of 403.*";
    signedIn("support", "/admin/orders");

    open("/admin/inbox");
    assertThat(page.locator("[data-problem='403']")).isVisible();
  }

  /** AdminLooksTest looks at each list as it is. */
  @ParameterizedTest
  @CsvSource({"LIGHT, 390", "DARK, 1280"})
  void everybodyCanReadWhatTheyOpen(ColorScheme scheme, int width) {
    order(
        Map.of(
            "payerName",
            "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Elder of Philadelphia",
            "description",
            "A very long description of what was bought, which nobody would read to its end"));
    paid(order(Map.of("price", "12000", "currency", "jpy")));
    looks(scheme, width);
    signedIn("admin", "/admin/orders");
    open("/admin/orders?status=canceled&until=2001-01-01");
    isReadable("nothing matches");
    open("/admin/orders");
    button("Filter").click();
    isReadable("filters");
    page.keyboard().press("Escape");
    page.keyboard().press("j");
    page.keyboard().press("?");
    isReadable("keys");
  }
}
