package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** On one's own machine nobody has to prove who they are. */
@QuarkusTest
class DevIdentitiesTest extends AdminTest {

  @Test
  void oneClickIsEnough() {
    open("/admin/account");
    button("Continue as Sam, support").click();

    page.waitForURL(StartedService.url() + "/admin/account");
    assertThat(page.locator("main")).containsText("Support: reads, and mails pay-links");
  }
}
