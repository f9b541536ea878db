package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.brand.BrandColor;
import io.paydesk.brand.Tokens;
import io.paydesk.testing.Chromium;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state of the payer's page, in the looks that payers see it in, is read by everybody. */
@QuarkusTest
class PageLooksTest extends PayerTest {

  private static final String CARD = "4242424242424242";

  private static final Map<String, Object> LONG =
      Map.of(
          "description",
          "A".repeat(50) + " " + "Ein sehr langer Name ".repeat(8),
          "lines",
          List.of(
              Map.of(
                  "name", "Reihe 7, Platz 12 bis 15 ".repeat(3), "amount", "20.00", "quantity", 4),
              Map.of("name", "Programm", "amount", "19.99", "quantity", 1)));

  private void looksLike(String locale, ColorScheme scheme, int width) {
    payer.close();
    payer =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setLocale(locale)
                    .setColorScheme(scheme)
                    .setViewportSize(width, 844));
    page = window();
  }

  @Override
  protected Page window() {
    var opened = super.window();
    opened.addInitScript(
        """
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error('The policy has stopped ' + violatedDirective + ' ' + blockedURI));
        """);
    return opened;
  }

  /** Nothing keeps anybody from reading it, it fits, and the policy has stopped nothing. */
  private void isReadIn(String state) {
    shows(state);
    assertThat(page.locator("#skeleton")).hasCount(0);
    assertThat(obstacles(page)).as(state).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(state + " needs no sideways scroll")
        .isEqualTo(true);
    assertThat(page.locator("h1")).hasCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, LIGHT, 390",
    "en-US, DARK, 1280",
    "ar-EG, LIGHT, 1280",
    "ar-EG, DARK, 390",
    "de-DE, LIGHT, 320"
  })
  void everyStateIsRead(String locale, ColorScheme scheme, int width) {
    // An order that is paid meanwhile is not begun again.
    expected = ".*status of 4(04|09|10).*";
    looksLike(locale, scheme, width);
    assertThat(open(LONG)).isPositive();
    isReadIn("payable");
    pay(POOR);
    assertThat(problem()).isVisible();
    isReadIn("payable");
    pay(VISA);
    shows("paid");
    isReadIn("paid");

    sandbox.faults().banksWait(true);
    showPaid(order(LONG), "pm_usBankAccount_success");
    isReadIn("processing");
    sandbox.faults().banksWait(false);
    showPaid(order(Map.of("capture", "manual")), CARD);
    isReadIn("held");
    page.navigate(link(order(Map.of("price", "0"))));
    isReadIn("paid");

    long refunded = order(LONG);
    showPaid(refunded, CARD);
    shows("paid");
    sandbox.refundAtDashboard(intent(refunded), 2500);
    assertThat(page.locator("#stage")).containsText("25");
    isReadIn("paid");

    long reviewed = order(Map.of());
    showPaid(reviewed, CARD);
    shows("paid");
    tables()
        .change(
            "update orders set status = 'review', review_reason = 'overpaid', version = version + 1 where id = ?",
            reviewed);
    page.reload();
    isReadIn("review");

    long canceled = order(LONG);
    json(asService().post("/v1/orders/" + canceled + "/cancel"), 200);
    page.navigate(link(canceled));
    isReadIn("canceled");
    long late = order(LONG);
    tables()
        .change(
            "update orders set expires_at = now() - interval '1 second', version = version + 1 where id = ?",
            late);
    page.navigate(link(late));
    isReadIn("expired");

    long asked = order(LONG);
    started(asked);
    var answers = new CopyOnWriteArrayList<Route>();
    page.route("**/refresh", answers::add);
    page.navigate(link(asked) + "?returned=1");
    isReadIn("checking");
    page.waitForCondition(() -> !answers.isEmpty());
    page.unroute("**/refresh");
    answers.forEach(Route::resume);
    shows("payable");

    var link = link(order(Map.of()));
    tables()
        .change(
            "update pay_link set expires_at = now() - interval '1 second' where order_id = (select max(order_id) from pay_link)");
    page.navigate(link);
    isReadIn("notice-expired");
    page.navigate(link.replaceFirst("/pay/.*", "/pay/nothing"));
    isReadIn("notice-unknown");
  }

  private void showPaid(long order, String card) {
    sandbox.confirm(started(order).getString("paymentIntentId"), card);
    page.navigate(link(order));
  }

  private String intent(long order) {
    return tables().text("select payment_intent_id from payment where order_id = ?", order);
  }

  /** By their names, as their labels are in the payer's language. */
  @Override
  protected void type(String card) {
    var number = element().locator("[name=number]");
    number.fill("");
    number.pressSequentially(card.replace(" ", ""));
    element().locator("[name=expiry]").fill("12 / 40");
    element().locator("[name=cvc]").fill("123");
    element().locator("[name=country]").selectOption("US");
    element().locator("[name=postalCode]").fill("94110");
  }

  /** Also a colour that no text can be read on, or that the surface swallows. */
  @ParameterizedTest
  @CsvSource({
    "#ffee00, LIGHT",
    "#ffee00, DARK",
    "#101828, LIGHT",
    "#101828, DARK",
    "#808080, LIGHT",
    "#e5484d, DARK"
  })
  void aBrandsColourIsReadInBothThemes(String color, ColorScheme scheme) {
    looksLike("en-US", scheme, 390);
    var sheet = new Tokens().sheet(BrandColor.of(color).orElseThrow());
    payer.route(
        "**/brand.css",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/css; charset=utf-8")
                    .setBody(sheet)));
    open();
    isReadIn("payable");
    assertThat(contrastOfTheButton()).isGreaterThanOrEqualTo(4.5);
    button().focus();
    assertThat(obstacles(page)).isEmpty();

    pay(VISA);
    shows("paid");
    isReadIn("paid");
  }

  /** Of its words and what they stand on, as WCAG computes it. */
  private double contrastOfTheButton() {
    return ((Number)
            page.evaluate(
                """
                () => {
                  const { color, backgroundColor } = getComputedStyle(document.getElementById('pay'));
                  const light = (css) => {
                    const [red, green, blue] = css.match(/[\\d.]+/g).map((one) => one / 255)
                      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
                    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
                  };
                  const [more, less] = [light(color), light(backgroundColor)].sort((one, other) => other - one);
                  return more / less;
                }"""))
        .doubleValue();
  }
}
