package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.http.Request;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Somebody of the shop signs in at an identity provider, by the code flow. */
@QuarkusTest
class ProviderSignInTest extends AdminTest {

  private void goToTheProvider(String path) {
    open(path);
    link("Continue with your account").click();
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void whoHasARoleComesBackSignedInToThePageThatTheyWanted() {
    goToTheProvider("/admin/account?x=1");
    link("I am sam").click();

    page.waitForURL(StartedService.url() + "/admin/account?x=1");
    assertThat(page.locator("main")).containsText("sam");
    assertThat(page.locator("main")).containsText("Identity provider");
    assertThat(staff.cookies()).extracting((Cookie one) -> one.name).containsExactly("paydesk");
  }

  @Test
  void whoHasNoRoleIsToldSo() {
    expected = ".*status of 403.*";
    goToTheProvider("/admin/account");
    link("I am pia").click();

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("neither of the roles");
    open("/admin/account");
    assertThat(heading()).hasText("Sign in");
  }

  @Test
  void whoChangesTheirMindAtTheProviderMayTryAgain() {
    expected = ".*status of 502.*";
    goToTheProvider("/admin/account");
    link("No").click();

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("did not let you in");
    link("Continue with your account").click();
    link("I am ada").click();
    page.waitForURL(StartedService.url() + "/admin/account");
  }

  @Test
  void anAnswerThatBelongsToNoSignInOpensNothing() {
    expected = ".*status of 502.*";
    open("/admin/oidc/back?code=stolen&state=guessed");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("did not let you in");
    assertThat(staff.cookies()).isEmpty();
  }

  @Test
  void aStrangerIsToldWhatToDoAndFillsNoLog() {
    try (var log = LogBook.open()) {
      for (var cookie : new String[] {"paydesk_to=%zz", "q_auth_paydesk-admin-page_x=y"}) {
        Request.given()
            .header("Cookie", cookie)
            .get("/admin/oidc/back?code=stolen&state=x")
            .then()
            .statusCode(502);
      }
      assertThat(log.lines("Nobody could sign in")).hasSizeLessThanOrEqualTo(1);
      assertThat(log.lines("State "))
          .allMatch(line -> line.text().startsWith("Nobody could sign in"));
    }
  }

  @Test
  void anotherSiteThatHasSomebodySignInChoosesNoFilters() {
    for (var site : new String[] {"cross-site", "same-origin"}) {
      var answer =
          Request.given()
              .header("Sec-Fetch-Site", site)
              .get("/admin/oidc?to=/admin/orders%3Fsort=oldest");
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().get("Set-Cookie"))
          .anyMatch(
              cookie ->
                  cookie.startsWith(
                      site.equals("cross-site")
                          ? "paydesk_to=%2Fadmin%2Forders;"
                          : "paydesk_to=%2Fadmin%2Forders%3Fsort%3Doldest;"));
    }
  }
}
