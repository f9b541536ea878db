package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** On one's own machine nobody has to prove who they are. */
@QuarkusTest
class DevIdentitiesTest extends AdminTest {

  @Inject MeterRegistry meters;

  @Test
  void oneClickIsEnough() {
    open("/admin/account");
    button("Continue as Sam, support").click();

    page.waitForURL(StartedService.url() + "/admin/account");
    assertThat(page.locator("main")).containsText("Support: reads, and mails pay-links");
    assertThat(
            meters
                .get("paydesk.admin.sign.ins")
                .tags("way", "dev", "outcome", "accepted")
                .counter()
                .count())
        .isPositive();
  }
}
