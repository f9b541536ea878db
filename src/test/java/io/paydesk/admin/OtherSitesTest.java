package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What pages of other sites, and a session that has ended, can do at a real browser. */
@QuarkusTest
class OtherSitesTest extends AdminTest {

  private static final String ELSEWHERE = "http://evil.example/";

  private void visitElsewhere(String html) {
    page.route(
        ELSEWHERE,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody(
                        "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>"
                            + html)));
    page.navigate(ELSEWHERE);
  }

  @Test
  void aLinkInAMailOpensThePageForWhoeverHasSignedIn() {
    signedIn("admin", "/admin/account");

    visitElsewhere("<a href='" + StartedService.url() + "/admin/account'>Look</a>");
    page.getByText("Look").click();

    page.waitForURL(StartedService.url() + "/admin/account");
    assertThat(heading()).hasText("Your session");
  }

  @Test
  void noOtherSiteChoosesWhatAListIsFilteredByUnlessSomebodyGoesOn() {
    signedIn("admin", "/admin/account");

    visitElsewhere("<a href='" + StartedService.url() + "/admin/orders?sort=oldest'>Look</a>");
    page.getByText("Look").click();

    var goOn = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go on"));
    assertThat(goOn).isVisible();
    assertThat(page.locator("meta[http-equiv=refresh]")).hasCount(0);
    isReadable("go on");
    goOn.click();
    assertThat(heading()).hasText("Orders");
    assertThat(page).hasURL(StartedService.url() + "/admin/orders?sort=oldest");
  }

  @Test
  void aFormOfAnotherSiteChangesNothing() {
    expected = ".*status of 40[13].*";
    signedIn("admin", "/admin/account");
    var before = tables().number("select count(*) from api_key");

    visitElsewhere(
        "<form method=post enctype=text/plain action='%s/v1/keys'><input name='{\"name\":\"x\",\"role\":\"admin\",\"a' value='\":1}'><button>Win</button></form>"
            .formatted(StartedService.url()));
    var answer =
        page.waitForResponse(response -> response.url().endsWith("/v1/keys"), button("Win")::click);

    assertThat(answer.status()).isIn(401, 403);
    assertThat(tables().number("select count(*) from api_key")).isEqualTo(before);
  }

  @Test
  void noOtherSiteShowsThePageInAFrame() {
    expected = ".*(frame|Framing|X-Frame-Options).*";
    visitElsewhere("<iframe src='" + StartedService.url() + "/admin/sign-in'></iframe>");

    assertThat(page.frames().get(1).content()).doesNotContain("API key");
  }

  @Test
  void aPageWhoseSessionHasEndedSaysSoAndLeadsBack() {
    expected = ".*status of 401.*";
    var key = key("admin");
    signIn(key.getString("secret"), "/admin/account");
    page.waitForURL(StartedService.url() + "/admin/account");
    asAdmin().delete("/v1/keys/" + key.getLong("key.id")).then().statusCode(204);

    page.evaluate(
        """
        async () => {
          const base = document.querySelector('script[type=module]').src.replace(/[^/]+$/, '');
          const { call } = await import(base + 'api.js');
          await call('GET', '/v1/orders').catch(() => {});
        }
        """);
    assertThat(page.locator("#session-ended")).isVisible();
    page.locator("#session-again").click();

    page.waitForURL(StartedService.url() + "/admin/sign-in?to=%2Fadmin%2Faccount");
  }

  @Test
  void aThemeThatIsChosenStays() {
    signedIn("admin", "/admin/account");
    var shown = "getComputedStyle(document.body).backgroundColor";
    var light = page.evaluate(shown);

    button("Account of Ada's browser").click();
    page.getByLabel("Dark").check();
    assertThat(page.evaluate(shown)).isNotEqualTo(light);
    var dark = page.evaluate(shown);
    page.reload();
    assertThat(page.evaluate(shown)).isEqualTo(dark);
  }
}
