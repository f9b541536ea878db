package io.paydesk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A shop of another site shows the page in a frame: it is at 127.0.0.1, Paydesk at localhost. Both
 * count as secure, as over TLS.
 */
@QuarkusTest
@TestProfile(FramedPageTest.Framing.class)
class FramedPageTest extends PayerTest {

  private static final String FRAMED = "iframe[title='Pay']";
  private static final String ELEMENT = "iframe[title='Secure payment input frame']";

  private HttpServer shop;
  private String link = "";

  /** Where the shop is, before it is there: the service is told as it starts. */
  public static class Framing implements QuarkusTestProfile {

    static final int PORT = free();

    static String origin() {
      return "http://127.0.0.1:" + PORT;
    }

    private static int free() {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "paydesk.page.frame-ancestors",
          origin(),
          "paydesk.return-urls",
          "http://localhost:3000," + origin());
    }
  }

  @BeforeEach
  void theShopIsThere() throws IOException {
    shop = HttpServer.create(new InetSocketAddress("127.0.0.1", Framing.PORT), 0);
    shop.createContext(
        "/",
        exchange -> {
          var html =
              """
              <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"></head>
              <body><h1>Tickets</h1><iframe title="Pay" src="%s" width="900" height="1200" allow="payment *"></iframe></body></html>
              """
                  .formatted(link)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, html.length);
          exchange.getResponseBody().write(html);
          exchange.close();
        });
    shop.start();
  }

  @AfterEach
  void theShopCloses() {
    shop.stop(0);
  }

  private long framed(Map<String, Object> more) {
    long order = order(more);
    link =
        json(
                asService()
                    .body(Map.of("returnUrl", Framing.origin() + "/orders"))
                    .post("/v1/orders/" + order + "/pay-link"),
                201)
            .getString("url");
    page.navigate(Framing.origin() + "/orders");
    return order;
  }

  private FrameLocator inside() {
    return page.frameLocator(FRAMED);
  }

  private void insideShows(String state) {
    assertThat(inside().locator("#stage")).hasAttribute("data-state", state);
  }

  @Override
  protected FrameLocator element() {
    return inside().frameLocator(ELEMENT);
  }

  @Override
  protected com.microsoft.playwright.Locator button() {
    return inside().locator("#pay");
  }

  @Test
  void aCardPaysInTheFrameAndARefundIsSeenAtOnce() {
    long order = framed(Map.of());
    insideShows("payable");
    type(VISA);
    assertThat(inside().locator("#skeleton")).hasCount(0);
    button().press("Enter");
    insideShows("paid");

    long payment = tables().number("select id from payment where order_id = ?", order);
    sandbox.refundAtDashboard(
        tables().text("select payment_intent_id from payment where id = ?", payment), 2500);

    assertThat(inside().getByText("$25.00 was refunded to you.")).isVisible();
    assertThat(page).hasURL(Framing.origin() + "/orders");
  }

  @Test
  void whoComesBackFromABankInTheFrameFindsThePageAgain() {
    long order = framed(Map.of());
    insideShows("payable");

    // As a bank does, which is of another site too.
    page.evaluate(
        "address => { document.querySelector('iframe').src = address; }",
        link.replaceFirst("/pay/.*", "/pay/back/" + order + "?canceled=1"));

    assertThat(inside().locator("#page")).hasAttribute("data-order", String.valueOf(order));
    insideShows("payable");
  }

  @Test
  void stripesPageHasTheWholeWindowAndLeadsBackToTheShop() {
    framed(Map.of("allowPromotionCodes", true));
    insideShows("payable");
    button().press("Enter");

    page.getByLabel("Test card").selectOption("pm_card_visa");
    page.locator("button", new Page.LocatorOptions().setHasText("Pay $99.99")).press("Enter");

    assertThat(page).hasURL(Framing.origin() + "/orders");
    insideShows("paid");
  }

  @Test
  void theLinkBackToTheShopLeavesTheFrame() {
    framed(Map.of());

    inside().locator("a[target=_top]").first().click();

    page.waitForURL(Framing.origin() + "/orders");
    assertThat(page.frames()).hasSizeLessThan(9);
    assertThat(inside().locator("h1", new FrameLocator.LocatorOptions().setHasText("Tickets")))
        .hasCount(0);
  }

  @Test
  void theCookieOfAFrameIsForFramesAlone() {
    long order = order(Map.of());
    var address = link(order).replaceFirst("^https?://[^/]+", "");

    assertThat(given().header("Sec-Fetch-Dest", "iframe").get(address).header("Set-Cookie"))
        .contains("HttpOnly", "Secure", "SameSite=None", "Partitioned", "Path=/pay/back/" + order);
    assertThat(given().header("Sec-Fetch-Dest", "document").get(address).header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Partitioned");
    var framing = given().get(address);
    assertThat(framing.header("X-Frame-Options")).isNull();
    assertThat(framing.header("Content-Security-Policy"))
        .contains("frame-ancestors " + Framing.origin());
  }
}
