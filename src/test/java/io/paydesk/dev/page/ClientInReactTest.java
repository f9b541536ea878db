package io.paydesk.dev.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import io.paydesk.openapi.ClientPackage;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The hooks, in a page that React draws. */
@QuarkusTest
@EnabledIfEnvironmentVariable(
    named = "PAYDESK_NODE_TOOLS",
    matches = ".+",
    disabledReason = "PAYDESK_NODE_TOOLS is not set, so there is no React")
class ClientInReactTest extends ShopPageTest {

  @Test
  void aPageFollowsItsOrderAndWhatItsPayerMayUse() throws IOException {
    var built = ClientPackage.build("react-client");
    files.put("/app.js", built.bundle(built.shop("react-shop"), "react-app.mts"));
    var price = sandbox.billing().price("usd", 1500, "month");
    long first = order();
    long second = order();
    openShop();
    var streams = ConcurrentHashMap.<Request>newKeySet();
    page.onRequest(
        request -> {
          if (request.resourceType().equals("eventsource")) {
            streams.add(request);
          }
        });
    page.onRequestFailed(streams::remove);
    page.evaluate(
        """
        async ([baseUrl, orders, price, userId]) => {
          (await import('/app.js')).start(baseUrl, orders, price, userId);
        }""",
        List.of(
            paydesk.resolve("/").toString(),
            List.of(Math.toIntExact(first), Math.toIntExact(second)),
            price,
            user));
    shows(first + " pending undefined true false");

    pay(first);
    shows(first + " paid succeeded true false");

    subscribe(price);
    shows(first + " paid succeeded true true");

    press(page.locator("#payment button"));
    shows(second + " pending undefined true true");
    assertThat(streams).hasSize(1);

    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
    shows(second + " pending undefined true false");

    page.evaluate("leave()");
    page.waitForCondition(streams::isEmpty);
  }

  private void shows(String words) {
    assertThat(page.locator("#payment button")).hasText(words);
  }

  private void subscribe(String price) {
    var order =
        json(
                asService()
                    .body(
                        Map.of(
                            "userId", user, "price", "15.00", "currency", "usd", "priceId", price))
                    .post("/v1/orders"),
                201)
            .getLong("id");
    var secret =
        json(
                asUser()
                    .body(Map.of("orderId", order, "priceId", price))
                    .post("/v1/recurring-payments"),
                201)
            .getString("clientSecret");
    sandbox.confirm(secret.split("_secret_")[0], CARD);
  }
}
