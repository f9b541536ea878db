package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page on which a payer pays a Checkout Session. */
class CheckoutPageInTheSandboxTest {

  private static final String CANCEL = "&cancel_url=https://shop.example/cart";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private Shop.Reply page(JsonNode session) {
    return till.shop.send(till.shop.request(path(session), null).GET());
  }

  /** A browser sends the path without the fragment. */
  private static String path(JsonNode session) {
    return URI.create(session.path("url").asText()).getPath();
  }

  private Shop.Reply submit(JsonNode session, String form) {
    return till.shop.send(
        till.shop
            .request(path(session), null)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private static String html(Shop.Reply reply) {
    return reply.http().body();
  }

  private static String pay(long total, String card) {
    return "action=pay&email=ada%40example.com&total=" + total + "&card=" + card;
  }

  @Test
  void itShowsWhatIsSoldAndTheWayBack() {
    Shop.Reply reply = page(till.socks(CANCEL));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(html(reply))
        .contains("Socks", "Quantity 2", "$20.00", "Pay $20.00", "https://shop.example/cart");
  }

  @Test
  void itIsDrawnWithTheTokensOfOurOwnPages() throws IOException {
    try (var tokens = getClass().getResourceAsStream("/io/paydesk/brand/tokens.css")) {
      var sheet = new String(tokens.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(html(page(till.socks("")))).contains("<style>\n" + sheet);
    }
  }

  @Test
  void payingLeadsToTheShopWithTheSessionsId() {
    JsonNode session = till.socks(CANCEL);

    Shop.Reply paid = submit(session, pay(2000, "pm_card_visa"));

    assertThat(paid.status()).isEqualTo(303);
    String id = session.path("id").asText();
    assertThat(paid.header("Location")).isEqualTo("https://shop.example/done?s=" + id);
    assertThat(till.read(id).path("status").asText()).isEqualTo("complete");
    assertThat(html(page(session))).contains("$20.00 are paid.");
  }

  @Test
  void aDeclineStaysOnThePageAndSaysWhy() {
    JsonNode session = till.socks("");

    Shop.Reply declined = submit(session, pay(2000, "pm_card_chargeDeclined"));

    assertThat(declined.status()).isEqualTo(402);
    assertThat(html(declined)).contains("Your card was declined.", "role=\"alert\"", "Pay $20.00");
    assertThat(submit(session, pay(2000, "pm_card_visa")).status()).isEqualTo(303);
  }

  @Test
  void theBankIsAskedOnItsOwnPageAndLeadsBack() {
    JsonNode session = till.socks("");
    Shop.Reply asked = submit(session, pay(2000, "pm_card_threeDSecure2Required"));
    assertThat(asked.status()).isEqualTo(303);
    URI bank = URI.create(asked.header("Location"));
    assertThat(bank.getPath()).startsWith("/sandbox/3ds/pi_");

    Shop.Reply back =
        till.shop.send(
            till.shop
                .request(bank.getPath(), null)
                .POST(HttpRequest.BodyPublishers.ofString(bank.getQuery() + "&outcome=complete")));

    URI returned = URI.create(back.header("Location"));
    assertThat(returned.getPath()).isEqualTo(path(session));
    Shop.Reply done =
        till.shop.send(
            till.shop.request(returned.getPath() + "?" + returned.getRawQuery(), null).GET());
    assertThat(done.status()).isEqualTo(303);
    assertThat(done.header("Location")).startsWith("https://shop.example/done?s=cs_test_");
  }

  @Test
  void nobodyPaysATotalThatWasNotShown() {
    JsonNode session = till.socks("&automatic_tax[enabled]=true");

    Shop.Reply changed = submit(session, pay(2000, "pm_card_visa") + "&country=de");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(html(changed)).contains("The total has changed.", "Pay $23.80", "VAT 19 %");
    assertThat(till.shop.sandbox.paymentIntents()).isEmpty();
    assertThat(submit(session, pay(2380, "pm_card_visa") + "&country=de").status()).isEqualTo(303);
  }

  @Test
  void aCodeIsEnteredAndRemoved() {
    JsonNode session = till.socks("&allow_promotion_codes=true");
    String code = till.code("percent_off=25", "");

    assertThat(html(submit(session, "action=code&code=" + code)))
        .contains("Pay $15.00", "Discount");
    assertThat(html(submit(session, "action=code&code="))).contains("Pay $20.00");
    Shop.Reply wrong = submit(session, "action=code&code=NONE");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(html(wrong)).contains("This code is invalid.", "Pay $20.00");
  }

  @Test
  void whatComesFromOutsideIsNoMarkup() {
    String bad = URLEncoder.encode("<script>alert('x')</script>\"", StandardCharsets.UTF_8);
    JsonNode session =
        till.made(
            Till.SOCKS.replace("=Socks", "=" + bad)
                + "&success_url=https://shop.example/&cancel_url=https://shop.example/?"
                + bad.replace("+", "%2B"));

    String shown = html(page(session));
    String entered = html(submit(session, "action=pay&total=1&email=" + bad + "%40x"));

    assertThat(shown + entered).doesNotContain("<script").contains("&lt;script&gt;");
    assertThat(entered).contains("&quot;");
  }

  @Test
  void thePageLoadsNothingAndLeadsOnlyToTheShop() {
    HttpResponse<String> hosted = page(till.socks(CANCEL)).http();
    JsonNode embedded =
        till.made(Till.SOCKS + "&ui_mode=embedded_page&return_url=https://other.example/back");
    HttpResponse<String> framed =
        till.shop
            .send(till.shop.request("/c/pay/" + embedded.path("id").asText(), null).GET())
            .http();

    String policy = hosted.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .startsWith("default-src 'none'; style-src 'sha256-")
        .contains("form-action 'self' https://shop.example;", "frame-ancestors 'none'");
    assertThat(framed.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("form-action 'self' https://other.example;", "frame-ancestors *");
    assertThat(hosted.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void thePolicyLetsThePageHaveItsStyle() throws NoSuchAlgorithmException {
    Shop.Reply reply = page(till.socks(""));
    String html = html(reply);
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

    assertThat(reply.header("Content-Security-Policy"))
        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
  }

  @Test
  void anExpiredOrUnknownPageSaysSo() {
    JsonNode session = till.socks("");
    till.payer.expire(session.path("id").asText());

    assertThat(page(session).status()).isEqualTo(410);
    Shop.Reply late = submit(session, pay(2000, "pm_card_visa"));
    assertThat(late.status()).isEqualTo(410);
    assertThat(html(late)).contains("This page has expired", "Nothing was paid.");
    assertThat(till.shop.send(till.shop.request("/c/pay/cs_none", null).GET()).status())
        .isEqualTo(404);
  }

  @Test
  void everyKindOfSessionHasItsPage() {
    String plan = "mode=subscription&line_items[0][price]=price_monthly&line_items[0][quantity]=1";
    JsonNode subscription = till.made(plan + Till.HOSTED);
    JsonNode setup = till.made("mode=setup&currency=usd" + Till.HOSTED);

    assertThat(html(page(subscription))).contains("Subscribe for $10.00", "every month");
    assertThat(html(page(setup))).contains("Save a card for later", "Save card");
    assertThat(submit(setup, pay(0, "pm_card_visa").replace("total=0", "total=null")).status())
        .isEqualTo(303);
    assertThat(html(page(setup))).contains("The card is saved.");
  }

  @Test
  void aPageThatHasExpiredSaysThatNoCardWasSaved() {
    JsonNode setup = till.made("mode=setup&currency=usd" + Till.HOSTED);
    till.payer.expire(setup.path("id").asText());

    assertThat(html(page(setup))).contains("This page has expired", "No card was saved.");
  }
}
