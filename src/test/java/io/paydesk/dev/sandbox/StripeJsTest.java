package io.paydesk.dev.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.paydesk.testing.Chromium;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A payer at a page that has the stand-in for Stripe.js, and that page's programmer. */
abstract class StripeJsTest {

  protected static final String VISA = "4242 4242 4242 4242";
  protected static final String ASKS_THE_BANK = "4000 0000 0000 3220";
  protected static final String BANK_FRAME = "iframe[title='3D Secure authentication frame']";
  private static final String ELEMENT_FRAME = "iframe[title='Secure payment input frame']";

  protected static Till till;
  protected static Shop shop;
  protected static HostPage host;
  private static BrowserContext visitor;

  protected final List<String> complaints = new CopyOnWriteArrayList<>();
  protected Page page;

  @BeforeAll
  static void open() {
    var browser = Chromium.browser();
    till = new Till();
    shop = till.shop;
    host = new HostPage(shop.sandbox.baseUri());
    visitor = browser.newContext();
  }

  @AfterAll
  static void close() {
    if (visitor != null) {
      visitor.close();
      host.close();
      till.close();
    }
  }

  @BeforeEach
  void aPageIsOpened() {
    page = visitor.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          boolean declined = message.text().contains("status of 402");
          if (!declined && List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    page.navigate(host.at("/checkout"));
  }

  @AfterEach
  void nothingWasWrongWithIt() {
    if (page != null) {
      page.close();
    }
    assertThat(complaints).isEmpty();
  }

  protected JsonNode intent(String more) {
    return shop.post("/v1/payment_intents", "amount=2000&currency=usd" + more).body();
  }

  protected static String secret(JsonNode object) {
    return object.path("client_secret").asText();
  }

  /** Runs it on the page; what it returns is waited for. */
  protected JsonNode run(String script) {
    String late =
        "new Promise((_, late) => setTimeout(() => late(new Error('It does not end.')), 60000))";
    Object found =
        page.evaluate(
            "async () => JSON.stringify((await Promise.race([(async () => {"
                + script
                + "})(), "
                + late
                + "])) ?? {})");
    return Json.read((String) found);
  }

  /** Makes {@code stripe} and {@code elements}, and mounts a Payment Element. */
  protected void mount(String secret, String elementsOptions, String elementOptions) {
    run(
        """
        window.stripe = Stripe('%s');
        window.elements = stripe.elements({ clientSecret: '%s', locale: 'en', %s });
        window.element = elements.create('payment', {%s});
        element.mount('#here');
        await new Promise((ready) => element.on('ready', ready));
        """
            .formatted(shop.settings.publishableKey(), secret, elementsOptions, elementOptions));
  }

  protected void mount(JsonNode intent) {
    mount(secret(intent), "", "");
  }

  protected FrameLocator element() {
    return page.frameLocator(ELEMENT_FRAME);
  }

  protected Locator field(String label) {
    return element().getByLabel(label, new FrameLocator.GetByLabelOptions().setExact(true));
  }

  protected void type(String number) {
    type(number, "12 / 40", "123");
  }

  protected void type(String number, String expiry, String cvc) {
    field("Card number").fill("");
    field("Card number").pressSequentially(number.replace(" ", ""));
    field("Expiration date").fill(expiry);
    field("Security code").fill(cvc);
    field("ZIP code").fill("94110");
  }

  /** Begins to confirm; {@link #settled} waits for the end. */
  protected void confirm(String more) {
    run(
        """
        window.result = { promise: stripe.confirmPayment({
          elements, confirmParams: { return_url: '%s' }, %s }) };
        """
            .formatted(host.at("/thanks?order=7"), more));
  }

  protected JsonNode settled() {
    return run("return window.result.promise;");
  }

  protected Locator atTheBank(String button) {
    return page.frameLocator(BANK_FRAME)
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(button));
  }

  protected String misuse(String call) {
    JsonNode thrown =
        run("try { " + call + "; } catch (e) { return { name: e.name, message: e.message }; }");
    assertThat(thrown.path("name").asText()).as(call).isEqualTo("IntegrationError");
    return thrown.path("message").asText();
  }
}
