package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.testing.Axe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tour: an order is made, paid on the payer's own page, and given back, on one screen. */
@QuarkusTest
@TestProfile(Framed.class)
class TourTest extends BrowserTest {

  @BeforeEach
  void aDeskIsWide() {
    page.setViewportSize(1280, 1000);
  }

  @Test
  void thePayerPaysOnThePhoneAndSeesWhatIsGivenBack() {
    makeAnOrder();
    send();
    payOnThePhone("Succeeds");

    assertThat(phone().locator("#stage")).hasAttribute("data-state", "paid");
    assertThat(status(page)).hasText("Paid");
    assertThat(heard().first()).containsText("payment");
    assertThat(heard().filter(has("succeeded")).first()).isVisible();

    page.locator("#refund-price").fill("25.00");
    press(button("Refund 25.00 USD"));

    assertThat(phone().getByText("$25.00 was refunded to you.")).isVisible();
    assertThat(status(page)).hasText("Paid, partly refunded");
    assertThat(heard().filter(has("refund"))).not().hasCount(0);
  }

  @Test
  void anOrderToDeclineSaysWhichCardToTryAndAnotherCardPays() {
    open("/");
    choose("Decline first");
    press(button("Make the order"));
    assertThat(page.locator("#phone-hint")).containsText("a card that is declined");
    send();
    payOnThePhone(DECLINED);
    assertThat(phone().locator("#problem p")).hasText("Your card has insufficient funds.");
    assertThat(page.locator("#failure")).hasText("Your card has insufficient funds.");

    payOnThePhone("Succeeds");

    assertThat(status(page)).hasText("Paid");
  }

  @Test
  void moneyThatIsHeldIsTakenByTheApp() {
    open("/");
    choose("Hold, take later");
    assertThat(page.locator("#description")).hasValue("A room for two nights");
    press(button("Make the order"));
    send();
    payOnThePhone("Succeeds");
    assertThat(phone().locator("#stage")).hasAttribute("data-state", "held");
    assertThat(status(page)).hasText("Held by the bank");

    press(button("Take the money"));

    assertThat(status(page)).hasText("Paid");
    assertThat(phone().locator("#stage")).hasAttribute("data-state", "paid");
  }

  @Test
  void aSubscriptionIsOneChoiceAway() {
    open("/");
    choose("Subscription");
    assertThat(page.locator("#plan")).not().hasValue("");
    assertThat(page.locator("#plan-fields")).isVisible();

    choose("One-time");

    assertThat(page.locator("#plan")).hasValue("");
    assertThat(page.locator("#description")).hasValue("Two tickets");
  }

  @Test
  void aRefusedOrderSaysSoBesideItsButton() {
    page.setViewportSize(390, 844);
    open("/");
    page.locator("#price").fill("-1");
    press(button("Make the order"));

    assertThat(page.locator("#make #problem-title")).not().isEmpty();
    var button = button("Make the order").boundingBox();
    var problem = page.locator("#problem").boundingBox();
    assertThat(button.y - (problem.y + problem.height)).isBetween(0.0, 32.0);
    assertThat(page.locator("#problem"))
        .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
    expectARefusal("status of 422");
  }

  @Test
  void whatAnEndpointIsSentIsShownWhileSomebodyListens() {
    long order = order();
    look(order);
    press(button("Listen"));
    assertThat(page.locator("#deliveries")).containsText("Listening.");

    pay(order);

    assertThat(page.locator("#deliveries")).containsText("(its signature is right)");
    press(button("Stop"));
    assertThat(button("Listen")).isVisible();
    asAdmin().delete("/v1/actionflows/endpoints/" + endpoint()).then().statusCode(204);
  }

  @ParameterizedTest
  @CsvSource({"390, LIGHT", "390, DARK", "1280, LIGHT", "1280, DARK"})
  void everybodyCanUseIt(int width, ColorScheme colors) {
    page.setViewportSize(width, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
    makeAnOrder();
    send();
    assertThat(phone().locator("#stage")).isVisible();

    assertThat(Axe.obstacles(page)).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(
            page.evaluate(
                "[...document.querySelectorAll('button, select, input:not([type=radio])')]"
                    + ".filter(one => one.checkVisibility() && one.offsetHeight < 44).length"))
        .isEqualTo(0);
  }

  @Test
  void onlyDevelopmentLetsItselfFrameThePayersPage() throws Exception {
    var settings = new Properties();
    try (var in = getClass().getResourceAsStream("/application.properties")) {
      settings.load(in);
    }

    assertThat(settings.getProperty("%dev.paydesk.page.frame-ancestors"))
        .contains("http://localhost:${quarkus.http.port:8080}");
    assertThat(settings).doesNotContainKey("paydesk.page.frame-ancestors");
  }

  private void choose(String scenario) {
    page.getByLabel(scenario, new Page.GetByLabelOptions().setExact(true)).check();
  }

  private void send() {
    press(button("Send the payer a link"));
    assertThat(phone().locator("main")).isVisible();
  }

  private FrameLocator phone() {
    return page.frameLocator("#phone");
  }

  private void payOnThePhone(String card) {
    var fields = phone().frameLocator("iframe[title='Secure payment input frame']");
    assertThat(fields.locator("#element")).isVisible();
    pick(card, fields);
    phone().locator("#pay").press("Enter");
  }

  private Locator heard() {
    return page.locator("#stream-events li");
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private long endpoint() {
    return tables()
        .number("select id from actionflow_endpoint where url like '%/dev/deliveries/here'");
  }
}
