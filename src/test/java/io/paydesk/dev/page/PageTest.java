package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.testing.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody at a real browser. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class PageTest {

  private static final String SUCCEEDS = "Succeeds";
  private static final String DECLINED = "Declined: insufficient funds";
  private static final String ASKS_THE_BANK = "Asks for 3-D Secure";
  private static final String TAKES_TIME = "Bank debit: processing, then succeeds";
  private static final String CHROMIUM = System.getenv("PAYDESK_CHROMIUM");
  private static final double PATIENCE = 20_000;

  private static Playwright playwright;
  private static Browser browser;

  @TestHTTPResource("/")
  URI paydesk;

  Sandbox sandbox;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private BrowserContext visitor;
  private Page page;

  /** What a test may be told on the console; nothing, if it does not say. */
  private String expected = "(?!)";

  @BeforeAll
  static void openTheBrowser() {
    if (CHROMIUM == null) {
      return;
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(CHROMIUM))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--no-first-run",
                            "--disable-sync")));
  }

  @AfterAll
  static void closeTheBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @BeforeEach
  void aVisitorComes() {
    Assumptions.assumeTrue(
        CHROMIUM != null,
        "Not run: these tests drive a real browser. Set PAYDESK_CHROMIUM to the path of Chromium.");
    sandbox.deliverTo(paydesk.resolve("/webhooks/stripe"));
    visitor = browser.newContext();
    page = window(visitor);
  }

  @AfterEach
  void nothingWasWrongOnThePage() {
    if (visitor != null) {
      visitor.close();
    }
    sandbox.faults().clear();
    assertThat(complaints).allMatch(complaint -> complaint.matches(expected));
  }

  @Test
  void anOrderIsMadeAndPaid() {
    makeAnOrder();
    assertThat(status(page)).hasText("Not begun");
    pay(SUCCEEDS);

    assertThat(status(page)).hasText("Paid", patiently());
    assertThat(page.locator("#order-status")).hasText("paid");
    assertThat(page.locator("#payment-status")).containsText("succeeded");
    assertThat(page.locator("#processed")).hasText("yes", patiently());
    assertThat(page.locator("#orders tr").first()).containsText("paid");
    assertThat(page.locator("#events")).containsText("payment_intent.succeeded");
    assertThat(page.locator("#card-form")).isHidden();
    assertThat(button("Cancel the order")).isHidden();
  }

  @Test
  void aDeclinedCardLeavesItWaitingAndAnotherCardPays() {
    makeAnOrder();
    pay(DECLINED);

    assertThat(status(page)).hasText("Waiting for another card", patiently());
    assertThat(page.locator("#declined")).hasText("Your card has insufficient funds.");
    assertThat(page.locator("#failure")).hasText("Your card has insufficient funds.");
    assertThat(page.locator("#order-status")).hasText("pending");

    tryCard(SUCCEEDS);
    assertThat(status(page)).hasText("Paid", patiently());
    assertThat(page.locator("#payment-status")).containsText("succeeded");
  }

  @Test
  void aPayerWhoPasses3dSecureComesBackToTheSameOrderAndHasPaid() {
    var order = makeAnOrder();
    pay(ASKS_THE_BANK);
    page.waitForURL(Pattern.compile("/sandbox/3ds/"));
    button("Complete authentication").click();

    assertThat(status(page)).hasText("Paid", patiently());
    assertThat(page).hasURL(order);
  }

  @Test
  void aPayerWhoFails3dSecureCanTryAnotherCard() {
    makeAnOrder();
    pay(ASKS_THE_BANK);
    page.waitForURL(Pattern.compile("/sandbox/3ds/"));
    button("Fail authentication").click();

    assertThat(status(page)).hasText("Waiting for another card", patiently());
    tryCard(SUCCEEDS);
    assertThat(status(page)).hasText("Paid", patiently());
  }

  @Test
  void whileTheBankDecidesNobodySaysPaid() {
    makeAnOrder();
    pay(TAKES_TIME);

    // The page is made to look more often than it does by itself.
    page.waitForCondition(
        () -> {
          button("Look again").click();
          return status(page).textContent().equals("The bank is deciding");
        });
    assertThat(page.locator("#card-form")).isHidden();
    assertThat(status(page)).hasText("Paid", patiently());
  }

  @Test
  void aCardThatStripeTookIsNotCalledPaidBeforeStripesEventCame() {
    sandbox.faults().delayEvents(Duration.ofSeconds(3));
    makeAnOrder();
    pay(SUCCEEDS);

    assertThat(status(page)).hasText("With the bank");
    assertThat(page.locator("#order-status")).hasText("pending");
    assertThat(page.locator("#card-form")).isHidden();
    assertThat(status(page)).hasText("Paid", patiently());
  }

  @Test
  void twoWindowsOfOneOrderEndAlike() {
    var order = makeAnOrder();
    try (var someoneElse = browser.newContext()) {
      var other = window(someoneElse);
      other.navigate(order);
      assertThat(status(other)).hasText("Not begun");
      pay(DECLINED);
      assertThat(status(other)).hasText("Waiting for another card", patiently());
      other.locator("#card").selectOption(card(SUCCEEDS, other));
      other.locator("#confirm").click();

      assertThat(status(other)).hasText("Paid", patiently());
      assertThat(status(page)).hasText("Paid", patiently());
      assertThat(other.locator("#intent")).hasText(page.locator("#intent").textContent());
    }
  }

  @Test
  void aCanceledPaymentCanBeBegunAnewAndACanceledOrderCannot() {
    makeAnOrder();
    button("Pay 99.99 USD").click();
    assertThat(status(page)).hasText("Waiting for a card");
    button("Cancel the payment").click();
    assertThat(status(page)).hasText("Payment canceled", patiently());

    button("Pay 99.99 USD").click();
    assertThat(status(page)).hasText("Waiting for a card", patiently());
    button("Cancel the order").click();
    assertThat(status(page)).hasText("Canceled", patiently());
    assertThat(page.locator("#pay")).isHidden();
  }

  @Test
  void whereStripeItselfIsUsedThePageHandsOverTheClientSecret() {
    page.route(
        "**/dev/page/settings",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"sandboxUrl\":null}")));
    page.navigate(paydesk.toString());
    assertThat(page.locator("#stripe")).hasText("Stripe is in use.");
    button("Make the order").click();
    button("Pay 99.99 USD").click();

    assertThat(status(page)).hasText("Waiting for a card", patiently());
    var intent = page.locator("#intent").textContent();
    assertThat(page.locator("#secret")).containsText(intent + "_secret_");
    assertThat(page.locator("#card-form")).isHidden();
  }

  @Test
  void whatWasRefusedIsToldInWords() {
    open("/");
    page.locator("#price").fill("-1");
    button("Make the order").click();

    assertThat(page.locator("#problem-title")).not().isEmpty();
    assertThat(page.locator("#problem-detail")).containsText("'price'");
    expectARefusal("status of 422");
  }

  @Test
  void anotherUserDoesNotSeeTheOrder() {
    // The browser says so of each refusal, also of those that come when the test has seen enough.
    expected = ".*status of 40[34] .*";
    var order = makeAnOrder();
    assertThat(status(page)).hasText("Not begun");
    page.locator("#user").fill("user-2");
    page.locator("#who").selectOption("user");

    assertThat(page.locator("#problem-title")).hasText("Not found");
    assertThat(page.locator("#order")).isHidden();
    assertThat(page).hasURL(order);
  }

  @Test
  void itFitsANarrowScreen() {
    makeAnOrder();
    button("Pay 99.99 USD").click();
    assertThat(page.locator("#card-form")).isVisible();
    page.setViewportSize(360, 640);

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
  }

  @Test
  void aScriptThatIsNotThePagesOwnIsNotRun() {
    open("/");
    page.evaluate(
        "() => { const script = document.createElement('script');"
            + "script.textContent = 'document.title = \"taken over\"';"
            + "document.body.append(script); }");

    assertThat(page).not().hasTitle("taken over");
    expectARefusal("Content Security Policy");
  }

  @Test
  void onlyWhatBelongsToThePageIsServedAndNoneOfItIsInTheApiDescription() {
    given().get("/dev/page/settings").then().statusCode(200);
    given().get("/dev/page/PageResource.class").then().statusCode(404);
    given().get("/q/openapi").then().statusCode(200).body(not(containsString("/dev/")));
  }

  /** Whatever the browser itself finds fault with, other than with the pretend Stripe's answers. */
  private Page window(BrowserContext context) {
    var opened = context.newPage();
    opened.onPageError(complaints::add);
    opened.onConsoleMessage(this::listen);
    return opened;
  }

  private void listen(ConsoleMessage message) {
    boolean ours = !message.location().startsWith(sandbox.baseUri().toString());
    if (ours && !message.type().equals("log")) {
      complaints.add(message.text());
    }
  }

  private void expectARefusal(String words) {
    page.waitForCondition(() -> complaints.stream().anyMatch(it -> it.contains(words)));
    complaints.removeIf(complaint -> complaint.contains(words));
  }

  private void open(String path) {
    page.navigate(paydesk.resolve(path).toString());
    assertThat(page.locator("#stripe")).containsText("pretend Stripe");
  }

  private String makeAnOrder() {
    open("/");
    button("Make the order").click();
    page.waitForURL(Pattern.compile("/\\?order=\\d+$"));
    return page.url();
  }

  private void pay(String label) {
    button("Pay 99.99 USD").click();
    assertThat(status(page)).hasText("Waiting for a card", patiently());
    tryCard(label);
  }

  private void tryCard(String label) {
    page.locator("#card").selectOption(card(label, page));
    page.locator("#confirm").click();
  }

  private static String card(String label, Page page) {
    return page.locator("#card option")
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + label + "( ·|$)")))
        .first()
        .getAttribute("value");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator status(Page page) {
    return page.locator("#status");
  }

  private static LocatorAssertions.HasTextOptions patiently() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
  }
}
