package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody of the shop signs in, and is told why where that does not work. */
@QuarkusTest
class SignInPageTest extends AdminTest {

  @Test
  void whoHasAKeyIsLedToThePageThatTheyWanted() {
    expected = "Clear-Site-Data header .*";
    signedIn("support", "/admin/account");

    assertThat(heading()).hasText("Your session");
    assertThat(page.locator("main")).containsText("Ada's browser");
    assertThat(page.locator("main")).containsText("Support: reads, and mails pay-links");
    var cookie = staff.cookies().get(0);
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite.name()).isEqualTo("STRICT");

    button("Account of Ada's browser").click();
    page.locator("#account").getByText("Sign out").click();
    page.waitForURL(StartedService.url() + "/admin/sign-in");
    assertThat(staff.cookies()).isEmpty();
    open("/admin/account");
    assertThat(heading()).hasText("Sign in");
  }

  @Test
  void aWrongKeyIsRefusedInWords() {
    expected = ".*status of 40[13].*";
    var secret = key("admin").getString("secret");

    signIn(secret.substring(0, 20), "/admin/account");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is not a whole key");
    page.getByLabel("API key").fill(key("service").getString("secret"));
    button("Sign in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("for servers");
    assertThat(page.url()).doesNotContain("pdk_");
    assertThat(page.content()).doesNotContain("pdk_test_");

    page.getByLabel("API key").fill(secret);
    button("Sign in").click();
    page.waitForURL(StartedService.url() + "/admin/account");
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 390", "DARK, 390", "LIGHT, 1280", "DARK, 1280"})
  void everybodyCanReadIt(ColorScheme scheme, int width) {
    expected = ".*status of 401.*";
    looks(scheme, width);
    open("/admin/account");
    isReadable("sign-in");
    signIn("pdk_nothing", "/admin/account");
    isReadable("refused");
    signedIn("admin", "/admin/account");
    isReadable("shell");
    expected = ".*status of 40[14].*";
    open("/admin/nothing");
    assertThat(heading()).hasText("There is no such page");
    isReadable("no such page");
  }
}
