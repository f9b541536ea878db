package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.paydesk.testing.Chromium;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A real browser, and what a visitor does with it. */
abstract class BrowserTest extends PaydeskTest {

  protected static final String CARD = "4242424242424242";
  protected static final String SUCCEEDS = "Succeeds";
  protected static final String DECLINED = "Declined: insufficient funds";
  protected static final String ASKS_THE_BANK = "Asks for 3-D Secure";
  protected static final String TAKES_TIME = "Bank debit: processing, then succeeds";

  protected static Browser browser;

  /** A new visitor is a new window of the browser, which costs more than most tests. */
  private static BrowserContext regular;

  @TestHTTPResource("/")
  URI paydesk;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  protected BrowserContext visitor;
  protected Page page;

  /** Console messages that a test expects; by default none. */
  protected String expected = "(?!)";

  @BeforeEach
  void aVisitorComes() {
    browser = Chromium.browser();
    if (regular == null) {
      regular = browser.newContext();
    }
    visitor = regular;
    page = window(visitor);
  }

  /**
   * For a visitor of this test only: a clock that a test has taken is never the browser's again.
   */
  protected void takeTheClock() {
    page.close();
    visitor = browser.newContext();
    page = window(visitor);
    page.clock().install();
  }

  @AfterEach
  void nothingWasWrongOnThePage() {
    if (page != null) {
      page.close();
    }
    if (visitor == regular && visitor != null) {
      visitor.clearCookies();
    } else if (visitor != null) {
      visitor.close();
    }
    sandbox.faults().clear();
    assertThat(complaints).allMatch(complaint -> complaint.matches(expected));
  }

  /** Fails on whatever the browser itself reports, except for the pretend Stripe's answers. */
  protected Page window(BrowserContext context) {
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

  protected void expectARefusal(String words) {
    page.waitForCondition(() -> complaints.stream().anyMatch(it -> it.contains(words)));
    complaints.removeIf(complaint -> complaint.contains(words));
  }

  protected void open(String path) {
    page.navigate(paydesk.resolve(path).toString());
    assertThat(page.locator("#stripe")).containsText("pretend Stripe");
  }

  /** As with real Stripe keys: the page learns of no pretend Stripe. */
  protected void openWithStripeItself() {
    page.route(
        "**/dev/page/settings",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("{\"sandboxUrl\":null}")));
    page.navigate(paydesk.toString());
    assertThat(page.locator("#stripe")).hasText("Stripe is in use.");
  }

  /** Opens an order, with its stream. */
  protected void look(long order) {
    page.navigate(paydesk.resolve("/?order=" + order).toString());
    assertThat(connection(page)).hasText("Live");
  }

  protected String makeAnOrder() {
    open("/");
    press(button("Make the order"));
    page.waitForURL(Pattern.compile("/\\?order=\\d+$"));
    return page.url();
  }

  /**
   * Pays like somebody at another browser.
   *
   * @return the PaymentIntent's id
   */
  protected String pay(long order) {
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, CARD);
    return intent;
  }

  protected void pay(String label) {
    press(button("Pay 99.99 USD"));
    assertThat(status(page)).hasText("Waiting for a card");
    tryCard(label);
  }

  protected void tryCard(String label) {
    tryCard(label, page);
  }

  protected static void tryCard(String label, Page page) {
    choose(label, page);
    press(page.locator("#confirm"));
  }

  /** Fills in what Stripe's element asks for. */
  protected static void choose(String label, Page page) {
    var methods = page.frameLocator("iframe[title='Secure payment input frame']");
    assertThat(methods.locator("#element")).isVisible();
    if (label.equals(TAKES_TIME)) {
      methods.getByLabel("US bank account").check();
      methods.getByLabel("Full name").fill("Ada");
      methods.getByLabel("Email").fill("ada@example.com");
    } else {
      pick(label, methods);
    }
  }

  /** A key that is pressed in a frame that is hidden for a moment is lost. */
  protected static void pick(String label, FrameLocator methods) {
    var list = methods.getByText("Test mode: pick a card");
    assertThat(list).isVisible();
    list.press("Enter");
    var card =
        methods
            .locator(".TestCard")
            .filter(new Locator.FilterOptions().setHasText(Pattern.compile(label + "$")));
    assertThat(card).isVisible();
    card.press("Enter");
    assertThat(card).isHidden();
  }

  protected static String card(String label, Page page) {
    return page.locator("#renewal-card option")
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + label + "( ·|$)")))
        .first()
        .getAttribute("value");
  }

  /** Answers the bank in the dialog over the page. */
  protected void answerTheBank(String button) {
    page.frameLocator("iframe[title='3D Secure authentication frame']")
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(button))
        .press("Enter");
  }

  /**
   * With the keyboard: what is above a button grows as changes arrive, so a click could miss it. It
   * waits for the end of the last click, as the page takes no second one before.
   */
  protected static void press(Locator button) {
    assertThat(button.page().locator("[aria-busy=true]")).hasCount(0);
    assertThat(button).isVisible();
    assertThat(button).isEnabled();
    button.press("Enter");
  }

  protected Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  protected static Locator status(Page page) {
    return page.locator("#status");
  }

  /** The page's words on its connection. */
  protected static Locator connection(Page page) {
    return page.getByRole(AriaRole.STATUS);
  }
}
