package io.paydesk.page;

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
import io.paydesk.testing.Axe;
import io.paydesk.testing.Chromium;
import io.paydesk.testing.PaydeskTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A payer at a real browser, with a link to the page of an order. */
abstract class PayerTest extends PaydeskTest {

  protected static final String VISA = "4242 4242 4242 4242";
  protected static final String POOR = "4000 0000 0000 9995";
  protected static final String ASKS_THE_BANK = "4000 0027 6000 3184";

  private static final String ELEMENT = "iframe[title='Secure payment input frame']";
  protected static final String BANK = "iframe[title='3D Secure authentication frame']";

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  protected BrowserContext payer;
  protected Page page;

  /** What a test expects the browser to report; by default nothing. */
  protected String expected = "(?!)";

  @BeforeEach
  void aPayerComes() {
    payer = Chromium.browser().newContext();
    page = window();
  }

  @AfterEach
  void theBrowserHadNothingToReport() {
    if (payer != null) {
      payer.close();
    }
    assertThat(complaints).allMatch(complaint -> complaint.matches(expected));
  }

  /** Whatever the policy stops is reported too. */
  protected Page window() {
    var opened = payer.newPage();
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

  protected long order(Map<String, Object> more) {
    var body =
        new HashMap<String, Object>(
            Map.of(
                "userId",
                user,
                "price",
                "99.99",
                "currency",
                "usd",
                "description",
                "Two tickets",
                "receiptEmail",
                "ada@example.com"));
    body.putAll(more);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  protected String link(long order) {
    var body = Map.of("returnUrl", "http://localhost:3000/orders");
    return json(asService().body(body).post("/v1/orders/" + order + "/pay-link"), 201)
        .getString("url");
  }

  /** A new order's page. */
  protected long open(Map<String, Object> more) {
    long order = order(more);
    page.navigate(link(order));
    return order;
  }

  protected long open() {
    return open(Map.of());
  }

  protected FrameLocator element() {
    return page.frameLocator(ELEMENT);
  }

  private Locator field(String label) {
    return element().getByLabel(label, new FrameLocator.GetByLabelOptions().setExact(true));
  }

  protected void type(String card) {
    field("Card number").fill("");
    field("Card number").pressSequentially(card.replace(" ", ""));
    field("Expiration date").fill("12 / 40");
    field("Security code").fill("123");
    field("ZIP code").fill("94110");
  }

  protected void pay(String card) {
    type(card);
    press();
  }

  protected Locator button() {
    return page.locator("#pay");
  }

  /** With the keyboard, as nothing that moves can make it miss. */
  protected void press() {
    assertThat(page.locator("#skeleton")).hasCount(0);
    button().press("Enter");
  }

  protected void chooseBankAccount() {
    element().getByLabel("US bank account").check();
    element().locator("[name=name]").fill("Ada Lovelace");
    element().locator("[name=email]").fill("ada@example.com");
  }

  /**
   * Presses the button while the fields still come.
   *
   * @param call that they wait for
   * @param ask lets them come
   */
  protected void pressWhileTheFieldsCome(String call, Runnable ask) {
    var held = new ArrayList<Route>();
    page.route(call, held::add);
    ask.run();
    page.waitForCondition(() -> !held.isEmpty());
    button().press("Enter");
    assertThat(button()).hasAttribute("data-at", "working");
    page.unroute(call);
    held.forEach(Route::resume);

    assertThat(button()).hasAttribute("data-at", "");
    assertThat(held).hasSize(1);
  }

  /** Somebody comes who reads from right to left. */
  protected void anArabicReaderComes(int width) {
    payer.close();
    payer =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions().setLocale("ar-EG").setViewportSize(width, 640));
    page = window();
  }

  protected void fitsFromRightToLeft(int... widths) {
    assertThat(page.evaluate("document.documentElement.dir")).isEqualTo("rtl");
    for (int width : widths) {
      page.setViewportSize(width, 700);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    }
    assertThat(obstacles(page)).isEmpty();
  }

  protected void atTheBank(String button) {
    page.frameLocator(BANK)
        .getByRole(AriaRole.BUTTON, new FrameLocator.GetByRoleOptions().setName(button))
        .press("Enter");
  }

  protected Locator problem() {
    return page.locator("#problem p");
  }

  protected static void shows(Page window, String state) {
    assertThat(window.locator("#stage")).hasAttribute("data-state", state);
  }

  protected void shows(String state) {
    shows(page, state);
  }

  protected void hasTitle(String words) {
    assertThat(page.locator("#stage h1")).hasText(words);
  }

  /** What keeps people from using the page, of weight. */
  protected static List<String> obstacles(Page window) {
    return Axe.obstacles(window);
  }
}
