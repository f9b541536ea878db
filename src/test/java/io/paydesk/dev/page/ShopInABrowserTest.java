package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.paydesk.openapi.ClientPackage;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The whole shop of the guide: its server in Node, its page in a browser, and the pretend Stripe.
 */
@QuarkusTest
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_NODE_TOOLS",
    matches = ".+",
    disabledReason = "PAYDESK_NODE_TOOLS is not set, so there may be no Node")
class ShopInABrowserTest extends BrowserTest {

  private static final String SECRET =
      "whsec_"
          + Base64.getEncoder().encodeToString("thirty-two bytes that are secret".getBytes(UTF_8));
  private static final Path SHOP = Path.of("src", "examples", "shop", "node", "shop.mjs");

  private static Path folder;

  private Process process;
  private String address;
  private long endpoint;

  @BeforeEach
  void theShopOpens() throws IOException {
    if (folder == null) {
      folder = ClientPackage.build("browser-client").shop("browser-shop");
      Files.copy(SHOP, folder.resolve("shop.mjs"));
    }
    var builder =
        new ProcessBuilder("node", folder.resolve("shop.mjs").toString())
            .redirectError(Path.of("target", "browser-shop.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PAYDESK_URL",
                StartedService.url().replaceAll("/$", ""),
                "PAYDESK_TOKEN",
                keys.token("the-shop", Set.of("service")),
                "PAYDESK_SECRET",
                SECRET,
                "PORT",
                "0",
                "USER_ID",
                user));
    process = builder.start();
    address = process.inputReader().readLine().replaceFirst(".*(?=http://)", "");
    var registered =
        asAdmin()
            .body(
                Map.of("url", address + "/paydesk", "flows", List.of("payment"), "secret", SECRET))
            .post("/v1/actionflows/endpoints");
    endpoint = json(registered, 201).getLong("endpoint.id");
  }

  @AfterEach
  void theShopCloses() {
    if (process != null) {
      process.destroy();
    }
    if (endpoint != 0) {
      asAdmin().delete("/v1/actionflows/endpoints/" + endpoint).then().statusCode(204);
    }
  }

  @Test
  void aCourseIsBoughtWithTheSecondCardAndIsOpenThen() {
    expected = ".*status of 402 .*";
    var sent = new CopyOnWriteArrayList<String>();
    page.onRequest(request -> sent.add(request.method() + " " + request.url()));
    page.navigate(address);
    assertThat(button()).hasText("Buy for 99.99 USD");
    press(button());
    page.waitForURL(Pattern.compile(".*\\?order=\\d+$"));
    assertThat(says()).hasText("Your order is pending");

    choose(DECLINED, page);
    press(button());
    assertThat(says()).hasText("Your card has insufficient funds.");

    page.reload();
    assertThat(says()).hasText("Your card has insufficient funds.");
    choose(SUCCEEDS, page);
    press(button());
    assertThat(says()).hasText("Your order is paid");
    assertThat(button()).isHidden();

    page.reload();
    assertThat(says()).hasText("Your order is paid");
    assertThat(button()).isHidden();
    page.waitForCondition(() -> page.request().get(address + "/courses").text().contains("choir"));
    assertThat(sent).noneMatch(request -> request.contains("pdk_"));
    assertThat(page.content()).doesNotContain("pdk_").doesNotContain("whsec_");
  }

  private Locator button() {
    return page.locator("form > button");
  }

  private Locator says() {
    return page.locator("[role=status]");
  }
}
