package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.testing.Axe;
import io.paydesk.testing.Chromium;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.StartedService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Somebody of the shop at a real browser, before its page. */
public abstract class AdminTest extends PaydeskTest {

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  protected BrowserContext staff;
  protected Page page;

  /** What a test expects the browser to report; by default nothing. */
  protected String expected = "(?!)";

  @BeforeEach
  void somebodyComes() {
    staff = Chromium.browser().newContext();
    page = window();
    page.setDefaultTimeout(8000);
  }

  @AfterEach
  void theBrowserHadNothingToReport() {
    if (staff != null) {
      staff.close();
    }
    assertThat(complaints).allMatch(complaint -> complaint.matches(expected));
  }

  /** In a window of this size, with this theme of the system. */
  protected void looks(ColorScheme scheme, int width) {
    staff.close();
    staff =
        Chromium.browser()
            .newContext(
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 844));
    page = window();
  }

  /** Whatever the policy stops is reported too. */
  protected Page window() {
    var opened = staff.newPage();
    opened.onPageError(complaints::add);
    opened.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            complaints.add(message.text());
          }
        });
    opened.addInitScript(
        """
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error('The policy has stopped ' + violatedDirective + ' ' + blockedURI));
        """);
    return opened;
  }

  /** A new key, with its secret. */
  protected Json key(String role) {
    return json(
        asAdmin().body(Map.of("name", "Ada's browser", "role", role)).post("/v1/keys"), 201);
  }

  protected void open(String path) {
    page.navigate(StartedService.url() + path);
  }

  /**
   * Signs in with a new key.
   *
   * @param path where to go then
   */
  protected void signedIn(String role, String path) {
    signIn(key(role).getString("secret"), path);
    page.waitForURL(StartedService.url() + path);
  }

  protected void signIn(String secret, String path) {
    open(path);
    page.getByLabel("API key").fill(secret);
    button("Sign in").click();
  }

  protected Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  protected Locator heading() {
    return page.locator("h1");
  }

  /** Nothing keeps anybody from reading it, and it fits. */
  protected void isReadable(String state) {
    assertThat(Axe.obstacles(page)).as(state).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as(state + " needs no sideways scroll")
        .isEqualTo(true);
    assertThat(heading()).hasCount(1);
  }
}
