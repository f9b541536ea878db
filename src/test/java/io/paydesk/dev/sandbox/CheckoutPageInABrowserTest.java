package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody clicks through the hosted page of a Checkout Session. */
class CheckoutPageInABrowserTest extends StripeJsTest {

  private JsonNode session(String more) {
    return till.made(
        Till.SOCKS
            + "&success_url="
            + host.at("/done?s={CHECKOUT_SESSION_ID}")
            + "&cancel_url="
            + host.at("/cart")
            + more);
  }

  private void open(JsonNode session, int width) {
    page.setViewportSize(width, 800);
    page.navigate(session.path("url").asText());
  }

  private void fill(String card) {
    page.getByLabel("E-mail").fill("ada@example.com");
    page.getByLabel("Test card").selectOption(card);
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private void isPaid(JsonNode session) {
    page.waitForURL(Pattern.compile("/done"));
    assertThat(page.url()).endsWith("?s=" + session.path("id").asText());
    String id = session.path("id").asText();
    assertThat(till.read(id).path("payment_status").asText()).isEqualTo("paid");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 1280})
  void aDeclineIsSaidAboveTheButtonAndAnotherCardPays(int width) {
    JsonNode session = session("");
    open(session, width);
    assertThat(page.locator(".total")).hasText("$20.00");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    fill("pm_card_visa_chargeDeclined");
    button("Pay $20.00").press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("Your card was declined.");
    assertThat(page.getByLabel("E-mail")).hasValue("ada@example.com");

    page.getByLabel("Test card").selectOption("pm_card_visa");
    button("Pay $20.00").press("Enter");
    isPaid(session);
  }

  @Test
  void theBankIsAskedOnItsPageAndAfterAFailureThePayerTriesAgain() {
    JsonNode session = session("");
    open(session, 390);
    fill("pm_card_threeDSecure2Required");
    button("Pay $20.00").press("Enter");
    page.waitForURL(Pattern.compile("/sandbox/3ds/"));
    assertThat(page.locator(".total")).hasText("$20.00");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    button("Fail authentication").press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT))
        .hasText("Your bank did not confirm that it is you. Try again.");

    fill("pm_card_threeDSecure2Required");
    button("Pay $20.00").press("Enter");
    button("Complete authentication").press("Enter");
    isPaid(session);
  }

  @Test
  void aCodeTakesItsPartOffTheTotal() {
    String code = till.code("percent_off=25&duration=once", "&code=LESS");
    JsonNode session = session("&allow_promotion_codes=true");
    open(session, 1280);
    page.getByLabel("Promotion code").fill("NONE");
    button("Apply").press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("This code is invalid.");
    complaints.removeIf(it -> it.contains("status of 400"));

    page.getByLabel("Promotion code").fill(code);
    button("Apply").press("Enter");
    assertThat(page.locator(".total")).hasText("$15.00");
    assertThat(page.locator(".less")).containsText("$5.00");

    button("Remove").press("Enter");
    assertThat(page.locator(".total")).hasText("$20.00");
    page.getByLabel("Promotion code").fill(code);
    button("Apply").press("Enter");
    fill("pm_card_visa");
    button("Pay $15.00").press("Enter");
    isPaid(session);
  }

  @Test
  void aPayerWhoGoesBackIsAtTheShopAndNothingIsPaid() {
    JsonNode session = session("");
    open(session, 390);
    page.getByText("Go back").press("Enter");

    page.waitForURL(Pattern.compile("/cart"));
    assertThat(till.read(session.path("id").asText()).path("status").asText()).isEqualTo("open");
  }

  @Test
  void aSessionThatHasExpiredOrIsPaidSaysSo() {
    JsonNode session = session("");
    till.payer.expire(session.path("id").asText());
    open(session, 390);
    assertThat(page.getByText("This page has expired")).isVisible();
    assertThat(page.getByRole(AriaRole.BUTTON)).hasCount(0);
    complaints.removeIf(it -> it.contains("status of 410"));

    JsonNode paid = session("");
    String id = paid.path("id").asText();
    till.payer.email(id, "ada@example.com");
    till.payer.pay(id, "pm_card_visa");
    open(paid, 390);
    assertThat(page.getByText("$20.00 are paid.")).isVisible();
  }

  @Test
  void amountsAreInTheLanguageOfTheSessionAndLinesHavePictures() {
    String picture = shop.sandbox.baseUri() + "/elements/frame.css";
    JsonNode session =
        session("&locale=de&line_items[0][price_data][product_data][images][0]=" + picture);
    open(session, 1280);

    assertThat(page.locator(".total")).hasText(Pattern.compile("20,00\\s\\$"));
    assertThat(button("Pay 20,00")).isVisible();
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(page.locator(".item img")).hasAttribute("src", picture);
  }
}
