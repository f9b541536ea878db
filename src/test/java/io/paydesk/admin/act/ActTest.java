package io.paydesk.admin.act;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.paydesk.admin.AdminTest;
import io.paydesk.testing.Axe;
import io.paydesk.testing.Chromium;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Request;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody of the shop acts on a row from its page, in a real browser. */
@QuarkusTest
class ActTest extends AdminTest {

  private static final String CARD = "4242424242424242";
  private static final String REFUNDS_TAKE_TIME = "4000000000007726";

  @Inject MockMailbox mailbox;

  private long ordered() {
    var body =
        Map.of(
            "userId", user,
            "price", "99.99",
            "currency", "usd",
            "description", "Two tickets",
            "receiptEmail", user + "@example.com");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  /** The payment of a paid order. */
  private long paid(long order) {
    return paid(order, CARD);
  }

  private long paid(long order, String card) {
    var started = started(order);
    sandbox.confirm(started.getString("paymentIntentId"), card);
    eventuallyPaid(order);
    return started.getLong("id");
  }

  /** Without motion: what is half faded in has half its contrast. */
  private void row(String role, String kind, long id) {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    signedIn(role, "/admin/" + kind + "/" + id);
  }

  private Locator dialog() {
    return page.locator("dialog.act[open]");
  }

  private Locator toast() {
    return page.locator("#toasts");
  }

  private Locator problem() {
    return dialog().locator("[data-part=problem]");
  }

  private void refund(String amount) {
    button("Refund").click();
    dialog().getByLabel("Amount").fill(amount);
    dialog().getByLabel("Reason").selectOption("requested_by_customer");
  }

  private static LocatorAssertions.ContainsTextOptions within(Duration time) {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(time.toMillis());
  }

  private long refunds(long payment) {
    return tables().number("select count(*) from refund where payment_id = ?", payment);
  }

  private void looked(String name) {
    var folder = System.getProperty("paydesk.screenshots");
    if (folder != null) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }

  private void lookedInEachWay(String name) {
    for (var theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      for (int width : List.of(390, 1280)) {
        page.setViewportSize(width, 844);
        page.emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(theme)
                .setReducedMotion(ReducedMotion.REDUCE));
        isReadable(name + " " + theme + " " + width);
        looked(name + "-" + width + "-" + theme);
      }
    }
  }

  @Test
  void aPayerIsFoundByMailAndAPartRefundedOnceWhileThePayerWatches() {
    long order = ordered();
    long payment = paid(order);
    var link = json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    try (var payer = Chromium.browser().newContext()) {
      var watched = payer.newPage();
      watched.navigate(link.getString("url"));
      find(user + "@example.com");
      page.locator("a[href='/admin/payments/" + payment + "']").click();

      refund("25");
      assertThat(go()).hasText("Refund 25.00 USD");
      button("Refund 25.00 USD").dblclick();

      assertThat(toast()).containsText("25.00 USD are on the way back. It takes 5 to 10 days.");
      assertThat(watched.getByText("$25.00 was refunded to you.")).isVisible();
    }
    assertThat(dialog()).hasCount(0);
    assertThat(page.locator(".row-money")).containsText("25.00 back, 74.99 kept");
    assertThat(button("Refund")).isFocused();
    assertThat(refunds(payment)).isEqualTo(1);
    button("Refund").click();
    assertThat(dialog().locator(".act-left")).containsText("74.99");
    page.keyboard().press("Escape");
    assertThat(page.locator(".moments")).containsText("25.00 USD went back to the payer.");
    assertThat(page.locator(".moments")).containsText("asked to give back 25.00 USD.");
    long refund = tables().number("select id from refund where payment_id = ?", payment);
    open("/admin/audit?subject=refunds%2F" + refund);
    assertThat(page.locator("tr[data-row]")).hasCount(1);
    assertThat(page.locator("tr[data-row]")).containsText("Refund " + refund);
  }

  @Test
  void whatSomebodyElseRefundedMeanwhileIsNotRefundedTwice() {
    expected = ".*409 \\(Conflict\\)";
    long payment = paid(ordered());
    row("admin", "payments", payment);
    refund("25");
    json(
        asAdmin()
            .header("Idempotency-Key", "elsewhere-" + payment)
            .body(Map.of("paymentId", payment, "refundAmount", 2500))
            .post("/v1/refunds"),
        201);

    go().click();

    assertThat(problem()).containsText("The payment has changed since it was read");
    assertThat(problem()).containsText("99.99 USD remained");
    assertThat(problem()).containsText("74.99 USD remain now");
    assertThat(go()).hasText("Show it as it is now");
    assertThat(go()).isFocused();
    go().click();
    assertThat(dialog().locator(".act-left")).containsText("74.99");
    assertThat(dialog().getByLabel("Amount")).hasValue("25");
    dialog().getByLabel("Amount").fill("10");
    dialog().getByLabel("Reason").selectOption("requested_by_customer");
    go().click();
    assertThat(toast()).containsText("10.00 USD are on the way back.");
    assertThat(refunds(payment)).isEqualTo(2);
  }

  private void find(String mail) {
    signedIn("admin", "/admin/account");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.keyboard().press("Control+k");
    page.locator("#find-text").pressSequentially(mail);
    assertThat(page.locator(".find-hit[aria-selected=true]")).isVisible();
    page.keyboard().press("Enter");
    page.waitForURL("**/admin/people/**");
  }

  private Locator go() {
    return dialog().locator("[data-part=go]");
  }

  @Test
  void aLostAnswerOfOursAndOfStripesEndInOneRefund() {
    expected = ".*(ERR_FAILED|Failed to load).*";
    long payment = paid(ordered());
    row("admin", "payments", payment);
    var sent = new AtomicInteger();
    page.route(
        "**/v1/refunds",
        route -> {
          if (sent.incrementAndGet() == 1) {
            route.fetch();
            route.abort();
          } else {
            route.resume();
          }
        });

    refund("25.00");
    button("Refund 25.00 USD").click();

    assertThat(toast()).containsText("25.00 USD are on the way back");
    assertThat(sent).hasValue(2);
    assertThat(refunds(payment)).isEqualTo(1);
    page.unroute("**/v1/refunds");

    loseEvents();
    sandbox.faults().resetAfterWorkNext("POST /v1/refunds", 100);
    refund("10.00");
    button("Refund 10.00 USD").click();
    assertThat(dialog().locator("[data-part=state]"))
        .containsText("Stripe has not answered yet", within(Duration.ofSeconds(60)));
    sandbox.faults().clear();

    assertThat(toast())
        .containsText("10.00 USD are on the way back", within(Duration.ofSeconds(60)));
    assertThat(refunds(payment)).isEqualTo(2);
    assertThat(payment(payment).getLong("amountRefunded")).isEqualTo(3500);
  }

  /** The first try is done, and its answer is lost. */
  private AtomicInteger loseFirst(String path, Runnable then) {
    var sent = new AtomicInteger();
    page.route(
        path,
        route -> {
          if (sent.incrementAndGet() == 1) {
            route.fetch();
            route.abort();
            then.run();
          } else {
            route.resume();
          }
        });
    return sent;
  }

  @Test
  void aSessionThatEndsAfterALostTryMakesNoSecondRefundOfIt() {
    expected = ".*(ERR_FAILED|401|Failed to load).*";
    long payment = paid(ordered());
    var secret = key("admin").getString("secret");
    signIn(secret, "/admin/payments/" + payment);
    page.waitForURL("**/admin/payments/" + payment);
    loseFirst("**/v1/refunds", () -> staff.clearCookies());

    refund("25.00");
    button("Refund 25.00 USD").click();

    var ended = page.locator("#session-ended");
    assertThat(ended).containsText("If you sent something just now, look at the row first.");
    ended.getByText("Sign in", new Locator.GetByTextOptions().setExact(true)).click();
    page.getByLabel("API key").fill(secret);
    button("Sign in").click();
    page.waitForURL("**/admin/payments/" + payment);
    button("Refund").click();
    assertThat(dialog().getByLabel("Amount")).hasValue("25.00");
    assertThat(dialog().getByLabel("Amount")).isDisabled();
    assertThat(dialog()).containsText("Nobody knows yet whether this was done");
    isReadable("an unknown outcome");
    button("Ask again").click();

    assertThat(toast()).containsText("25.00 USD are on the way back");
    assertThat(refunds(payment)).isEqualTo(1);
    button("Refund").click();
    assertThat(dialog().getByLabel("Amount")).isEnabled();
    assertThat(dialog().locator(".act-left")).containsText("74.99");
  }

  @Test
  void aDialogThatIsClosedBeforeItsAnswerIsAskedAgainAsItWas() {
    expected = ".*(ERR_FAILED|Failed to load).*";
    long payment = paid(ordered());
    row("admin", "payments", payment);
    var sent = loseFirst("**/v1/refunds", () -> {});

    refund("25.00");
    button("Refund 25.00 USD").click();
    assertThat(dialog()).containsText("The answer was lost.");
    open("/admin/payments/" + payment);
    int before = sent.get();
    button("Refund").click();
    button("Ask again").click();

    assertThat(toast()).containsText("25.00 USD are on the way back");
    assertThat(sent.get()).isGreaterThan(before);
    assertThat(refunds(payment)).isEqualTo(1);
  }

  @Test
  void whatIsOnItsWayBackIsNotOfferedAgain() {
    sandbox.holdRefunds(true);
    long payment = paid(ordered(), REFUNDS_TAKE_TIME);
    row("admin", "payments", payment);

    refund("50.00");
    button("Refund 50.00 USD").click();
    assertThat(toast())
        .containsText("Stripe has taken on the refund of 50.00 USD, and has not sent it yet.");
    open("/admin/payments/" + payment);
    button("Refund").click();

    assertThat(dialog().locator(".act-sum")).containsText("On its way");
    assertThat(dialog().locator(".act-left")).containsText("49.99");
    assertThat(dialog().getByLabel("Amount")).hasValue("49.99");
  }

  @Test
  void whoeverRotatesTheirOwnKeySeesItsSecretBeforeTheyAreSignedOut() {
    expected = ".*(401|Failed to load).*";
    var made = key("admin");
    signIn(made.getString("secret"), "/admin/keys");
    page.waitForURL("**/admin/keys");
    var key = page.locator("#key-" + made.getLong("key.id"));

    key.getByText("New secret").click();
    assertThat(dialog()).containsText("You are signed in with this key.");
    dialog().getByLabel("The old secret").selectOption("0");
    button("Make a new secret").click();
    var secret = dialog().locator("output").textContent();
    dialog().getByText("Copy").click();
    assertThat(dialog().locator(".toast")).isVisible();
    button("Done").click();

    assertThat(page.locator("#session-ended")).isVisible();
    asWith(secret).get("/v1/orders").then().statusCode(200);
  }

  @Test
  void whatIsRefusedIsSaidInWordsAndWhatWasTypedStays() {
    expected = ".*(422|409|Failed to load).*";
    long payment = paid(ordered());
    row("admin", "payments", payment);

    refund("99.999");
    button("Refund").last().click();
    assertThat(dialog().locator(".field-problem").first()).containsText("like 12.00");
    dialog().getByLabel("Amount").fill("120");
    button("Refund 120.00 USD").click();
    assertThat(dialog().locator(".field-problem").first()).containsText("At most 99.99 USD");
    assertThat(dialog().getByLabel("Amount")).isFocused();
    sandbox.payOut("usd");
    dialog().getByLabel("Amount").fill("50");
    button("Refund 50.00 USD").click();

    assertThat(problem()).containsText("Top up the balance at Stripe");
    assertThat(dialog().getByLabel("Amount")).hasValue("50");
    isReadable("a refusal");
    paid(ordered());
    dialog().getByLabel("Amount").fill("9.99");
    button("Refund 9.99 USD").click();
    assertThat(toast()).containsText("9.99 USD are on the way back");
    assertThat(refunds(payment)).isEqualTo(2);
  }

  @Test
  void escapeClosesTheMenuAndNotTheRowBesideTheList() {
    long order = ordered();
    row("admin", "orders", order);
    open("/admin/orders");
    page.locator("tr[data-row] a[href='/admin/orders/" + order + "']").first().click();
    var menu = page.locator("#beside details.act-more");
    menu.locator("summary").click();
    assertThat(menu.locator(".act-menu")).isVisible();

    page.keyboard().press("Escape");

    assertThat(menu.locator(".act-menu")).isHidden();
    assertThat(page.locator("#beside")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#beside")).isHidden();
  }

  /** The same row in another tab, for which the helpers stand from then on. */
  private Page inAnotherTab(String path) {
    var first = page;
    page = window();
    page.setDefaultTimeout(8000);
    open(path);
    return first;
  }

  @Test
  void pressedInTwoTabsAtOnceItIsRefundedOnce() {
    expected = ".*409.*";
    long payment = paid(ordered());
    row("admin", "payments", payment);
    refund("25.00");
    var first = inAnotherTab("/admin/payments/" + payment);
    refund("25.00");

    var tabs = List.of(first, page);
    tabs.forEach(
        tab -> tab.evaluate("document.querySelector('dialog.act [data-part=go]').click()"));

    eventually(
        x -> {
          assertThat(tabs)
              .filteredOn(tab -> tab.getByText("25.00 USD are on the way back").isVisible())
              .hasSize(1);
          assertThat(tabs)
              .filteredOn(tab -> tab.getByText("Show it as it is now").isVisible())
              .hasSize(1);
        });
    assertThat(refunds(payment)).isEqualTo(1);
  }

  @Test
  void whoLeavesARowLeavesWhatWasToBeDoneToIt() {
    long order = ordered();
    long payment = paid(order);
    row("admin", "payments", payment);
    open("/admin/payments");
    page.locator("tr[data-row] a[href='/admin/payments/" + payment + "']").first().click();
    refund("25.00");
    assertThat(dialog().locator(".act-whose"))
        .hasText("Payment " + payment + " · " + user + "@example.com · Two tickets");
    isReadable("whose money it is");
    looked("whose");

    page.goBack();

    assertThat(page.locator("#beside")).isHidden();
    assertThat(dialog()).hasCount(0);
    assertThat(page.locator("a[href='/admin/payments/" + payment + "']").first()).isFocused();
    assertThat(refunds(payment)).isZero();
  }

  @Test
  void aDialogIsNotClosedByASecondPressNorOnceSomethingWasTyped() {
    long payment = paid(ordered());
    row("admin", "payments", payment);

    button("Refund").dblclick();
    assertThat(dialog()).isVisible();
    page.mouse().click(4, 4);
    assertThat(dialog()).hasCount(0);
    button("Refund").click();
    dialog().getByLabel("Amount").fill("25.00");
    page.mouse().click(4, 4);
    assertThat(dialog().getByLabel("Amount")).hasValue("25.00");
    page.keyboard().press("Escape");

    assertThat(dialog()).hasCount(0);
  }

  @Test
  void whatWasTypedWhenTheSessionHadEndedIsThereAfterTheNextSignIn() {
    expected = ".*(401|Failed to load).*";
    long payment = paid(ordered());
    var secret = key("admin").getString("secret");
    signIn(secret, "/admin/payments/" + payment);
    page.waitForURL("**/admin/payments/" + payment);
    refund("25.00");
    staff.clearCookies();

    // The page may have noticed by itself, and lie over the button.
    page.evaluate("document.querySelector('dialog.act [data-part=go]').click()");

    assertThat(problem())
        .hasText(
            "Your session has ended. Sign in again: what you have typed waits for you. Nothing was done.");
    signInAgain(secret, payment);
    button("Refund").click();
    assertThat(dialog().getByLabel("Amount")).hasValue("25.00");
    assertThat(dialog().getByLabel("Amount")).isEnabled();
    button("Refund 25.00 USD").click();

    assertThat(toast()).containsText("25.00 USD are on the way back");
    assertThat(refunds(payment)).isEqualTo(1);
    assertThat(page.locator(".row-money")).containsText("25.00 back, 74.99 kept");
    button("Refund").click();
    assertThat(dialog().getByLabel("Amount")).hasValue("74.99");
  }

  private void signInAgain(String secret, long payment) {
    page.locator("#session-ended")
        .getByText("Sign in", new Locator.GetByTextOptions().setExact(true))
        .click();
    page.getByLabel("API key").fill(secret);
    button("Sign in").click();
    page.waitForURL("**/admin/payments/" + payment);
  }

  @Test
  void whatWasTypedIsKeptTooWhereThePageNoticesThatTheSessionHasEnded() {
    long payment = paid(ordered());
    var secret = key("admin").getString("secret");
    signIn(secret, "/admin/payments/" + payment);
    page.waitForURL("**/admin/payments/" + payment);
    refund("25.00");

    page.evaluate(
        """
        import(new URL('session.js', document.querySelector('script[type=module]').src))
          .then(({ sessionEnded }) => sessionEnded())
        """);
    staff.clearCookies();
    expected = ".*(401|Failed to load).*";
    signInAgain(secret, payment);

    button("Refund").click();
    assertThat(dialog().getByLabel("Amount")).hasValue("25.00");
    assertThat(dialog().getByLabel("Reason")).hasValue("requested_by_customer");
    button("Not now").click();
    button("Refund").click();
    assertThat(dialog().getByLabel("Amount")).hasValue("99.99");
    assertThat(refunds(payment)).isZero();
  }

  @Test
  void aReviewInWhichOtherMoneyCameMeanwhileIsShownBeforeItIsResolved() {
    expected = ".*409.*";
    long order = ordered();
    var started = started(order);
    var event = StripeEvents.succeeded(intentOf(started.getLong("id")));
    StripeEvents.object(event).put("amount_received", 9998);
    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    row("admin", "orders", order);
    button("Resolve").click();
    long other = paid(ordered());
    tables()
        .change(
            "update payment set order_id = ?, review_reason = 'second-success' where id = ?",
            order,
            other);

    dialog().locator("input[value=accept]").check();
    go().click();
    assertThat(problem()).containsText("Other payments are in question than when you opened this.");
    assertThat(orderStatus(order)).isEqualTo("review");
    button("Show it as it is now").click();
    dialog().locator("input[value=refund]").check();
    assertThat(go()).hasText("Resolve: give back 199.97 USD");
    dialog().locator("input[value=accept]").check();
    go().click();

    assertThat(toast()).containsText("The review is over.");
  }

  @Test
  void anAmountThatReadsTwoWaysIsRefused() {
    signedIn("admin", "/admin/account");

    assertThat(minorOf("1.299", 3)).isEqualTo(1299);
    assertThat(minorOf("12,5", 2)).isEqualTo(1250);
    assertThat(minorOf("1,299", 3)).isNull();
  }

  private Object minorOf(String typed, int digits) {
    return page.evaluate(
        """
        ([typed, digits]) => import(new URL('act-words.js', document.querySelector('script[type=module]').src))
          .then(({ minorOf }) => minorOf(typed, digits))
        """,
        List.of(typed, digits));
  }

  @Test
  void aReviewIsResolved() {
    long order = ordered();
    var started = started(order);
    var event = StripeEvents.succeeded(intentOf(started.getLong("id")));
    StripeEvents.object(event).put("amount_received", 9998);
    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    row("admin", "orders", order);

    button("Resolve").click();
    assertThat(dialog()).containsText("Another amount came than was due.");
    assertThat(dialog().locator("input:checked")).hasCount(0);
    go().click();
    assertThat(dialog().locator(".field-problem").first()).not().isEmpty();
    assertThat(orderStatus(order)).isEqualTo("review");
    dialog().locator("input[value=refund]").check();
    assertThat(go()).hasText("Resolve: give back 99.98 USD");
    dialog().locator("input[value=accept]").check();
    isReadable("a review");
    looked("review");
    button("Resolve: keep the money").click();

    assertThat(toast()).containsText("The review is over.");
    assertThat(button("Resolve")).hasCount(0);
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void supportMailsALinkAndDoesNothingElse() {
    expected = ".*403.*";
    long order = ordered();
    row("support", "orders", order);

    assertThat(page.locator("[data-act^=cancel-order]")).hasCount(0);
    button("Mail a pay-link").click();
    isReadable("the mail");
    button("Mail it").click();
    assertThat(toast()).containsText("The mail to " + user + "@example.com is on its way.");
    eventually(x -> assertThat(mailbox.getMailsSentTo(user + "@example.com")).hasSize(1));
    theMailLooksLikeTheShop();
    page.locator(".act-more summary").click();
    button("Pay-links of this order").click();
    assertThat(dialog()).containsText(user + "@example.com");
    isReadable("links");
    page.keyboard().press("Escape");
    assertThat(page.locator("[data-act^=link-]")).hasCount(0);

    long payment = paid(order);
    open("/admin/payments/" + payment);
    assertThat(page.locator("[data-act]")).hasCount(0);
    var refused =
        page.evaluate(
            """
            payment => fetch('/v1/refunds', { method: 'POST', body: JSON.stringify({ paymentId: payment }),
              headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'k',
                'X-Paydesk-Csrf': document.querySelector('meta[name=csrf]').content } }).then(({ status }) => status)
            """,
            (double) payment);
    assertThat(refused).isEqualTo(403);
    assertThat(refunds(payment)).isZero();
  }

  @Test
  void aFailedRunIsRetriedAloneAndWithOthersAndTheAuditSaysWhoDidIt() {
    try (var app = new Receiver()) {
      app.answers(500);
      var body = Map.of("url", app.url(), "flows", List.of("order"));
      long endpoint =
          json(asAdmin().body(body).post("/v1/actionflows/endpoints"), 201).getLong("endpoint.id");
      long run = failed(endpoint);
      app.answers(200);
      row("admin", "runs", run);

      button("Try again now").click();
      assertThat(dialog()).containsText("The run starts again with all its attempts.");
      button("Try again now").last().click();

      assertThat(toast()).containsText("The run is tried again now.");
      eventually(x -> assertThat(statusOf(run)).isEqualTo("succeeded"));
      open("/admin/audit?operation=retryRun&subject=actionflows%2Fruns%2F" + run);
      assertThat(page.locator("tr[data-row]")).hasCount(1);
      assertThat(page.locator("tr[data-row]")).containsText("Run " + run);
      asAdmin().delete("/v1/audit").then().statusCode(405);

      app.answers(500);
      long other = failed(endpoint);
      app.answers(200);
      open("/admin/runs?status=failed");
      button("Retry failed runs").click();
      dialog().getByLabel("Only of this target").fill("endpoint:" + endpoint);
      isReadable("many runs");
      button("Retry them").click();
      assertThat(toast()).containsText("1 run is tried again now.");
      eventually(x -> assertThat(statusOf(other)).isEqualTo("succeeded"));
      asAdmin().delete("/v1/actionflows/endpoints/" + endpoint).then().statusCode(204);
    }
  }

  private String statusOf(long run) {
    return tables().text("select status from actionflow_run where id = ?", run);
  }

  /** A run of the endpoint, whose attempts are all spent. */
  private long failed(long endpoint) {
    var free = Map.of("userId", user, "price", "0", "currency", "usd");
    long order = json(asService().body(free).post("/v1/orders"), 201).getLong("id");
    var ofOrder = "target = 'endpoint:" + endpoint + "' and order_id = ?";
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from actionflow_run where last_error is not null and "
                                + ofOrder,
                            order))
                .isEqualTo(1));
    tables()
        .change(
            "update actionflow_run set status = 'failed', finished_at = now(), claim = null where "
                + ofOrder,
            order);
    return tables().number("select id from actionflow_run where " + ofOrder, order);
  }

  private static String amountIn(String words) {
    return words.replaceAll(".*charge ([\\d.]+ USD) now", "$1");
  }

  /** The change is possible without it. */
  private void theAmountThatDoesNotCome() {
    sandbox.faults().failNext("POST /v1/invoices/create_preview", 500, 20);
    dialog().getByLabel("Quantity").fill("2");
    var cost = dialog().locator("[data-state=unknown]");
    assertThat(cost).containsText("The amount is not known");
    assertThat(cost).containsText("You can change the quantity all the same.");
    assertThat(go()).hasText("Change it to 2");
    lookedInEachWay("quantity-unknown");
    sandbox.faults().clear();
    button("Ask Stripe again").click();
    assertThat(go()).hasText(Pattern.compile("Change it to 2 and charge (14.99|15.00) USD now"));
    dialog().getByLabel("Quantity").fill("");
    assertThat(dialog().locator("[data-state=none]")).containsText("whole number");
    assertThat(go()).hasText("Change it to");
  }

  @Test
  void aSubscriptionsEndIsSetTakenBackAndItsQuantityChanged() {
    expected = ".*(503|Failed to load).*";
    var price = sandbox.billing().price("usd", 1500, "month");
    var body = Map.of("userId", user, "price", "15.00", "currency", "usd", "priceId", price);
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    var begun =
        json(
            asUser()
                .body(Map.of("orderId", order, "priceId", price))
                .post("/v1/recurring-payments"),
            201);
    var stripes = begun.getString("recurringPayment.subscriptionId");
    var invoice = sandbox.billing().subscription(stripes).path("latest_invoice").asText();
    sandbox.billing().pay(invoice, CARD);
    eventuallyPaid(order);
    long id = begun.getLong("recurringPayment.id");
    row("admin", "subscriptions", id);

    button("Change the quantity").click();
    assertThat(dialog().locator(".act-sum").first()).containsText("15.00 USD");
    assertThat(go()).hasText("Change it to 1 and charge nothing now");
    theAmountThatDoesNotCome();
    dialog().getByLabel("Quantity").pressSequentially("3");
    assertThat(dialog().locator("[data-state=known]")).containsText("45.00 USD");
    assertThat(go()).hasText(Pattern.compile("Change it to 3 and charge (29.99|30.00) USD now"));
    assertThat(dialog().locator(".act-left")).containsText(amountIn(go().textContent()));
    lookedInEachWay("quantity");
    var shown = amountIn(go().textContent());
    go().click();
    assertThat(toast()).containsText("The quantity is 3 now", within(Duration.ofSeconds(60)));
    var charged = sandbox.billing().subscription(stripes).path("latest_invoice").asText();
    assertThat(sandbox.billing().invoice(charged).path("amount_paid").asText())
        .isEqualTo(shown.replaceAll("\\D", ""));
    page.locator(".act-more summary").click();
    button("End the subscription").click();
    assertThat(dialog()).containsText("It is paid until");
    assertThat(dialog()).containsText("Nothing is refunded");
    lookedInEachWay("end");
    button("End it with its period").click();
    assertThat(toast()).containsText("The end of the subscription is set.");
    button("Let it go on").click();
    button("Let it go on").last().click();
    assertThat(toast()).containsText("The subscription goes on.");
    page.locator(".act-more summary").click();
    button("End the subscription").click();
    dialog().getByText("Access ends at once").click();
    button("End it now").click();

    eventually(
        x ->
            assertThat(json(asUser().get("/v1/recurring-payments/" + id), 200).getString("status"))
                .isEqualTo("canceled"));
    assertThat(page.locator("[data-act^=end-]")).hasCount(0);
  }

  @Test
  void aKeyIsMadeItsSecretShownOnceRotatedAndRevoked() {
    signedIn("admin", "/admin/keys");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    button("New key").click();
    button("Make the key").click();
    assertThat(dialog().locator(".field-problem").first()).hasText("Say whose key it is.");
    dialog().getByLabel("Whose key is it?").fill("Shop of " + user);
    dialog().getByLabel("Ends by itself").pressSequentially("12");
    button("Make the key").click();
    assertThat(dialog().locator("#key-end-problem")).not().isEmpty();
    dialog().getByLabel("Ends by itself").fill("");
    isReadable("a new key");
    looked("new-key");
    button("Make the key").click();
    assertThat(dialog().locator("output")).containsText("pdk_test_");
    var secret = dialog().locator("output").textContent();
    asWith(secret).get("/v1/orders").then().statusCode(200);
    isReadable("a secret");
    looked("secret");
    button("Done").click();
    assertThat(page.locator("body")).not().containsText(secret);
    var key = page.locator(".key").filter(new Locator.FilterOptions().setHasText(user));

    key.getByText("New secret").click();
    dialog().getByLabel("The old secret").selectOption("0");
    button("Make a new secret").click();
    var rotated = dialog().locator("output").textContent();
    button("Done").click();
    asWith(secret).get("/v1/orders").then().statusCode(401);
    key.getByText("Revoke").click();
    button("Revoke it").click();

    assertThat(toast()).containsText("The key opens nothing any more.");
    assertThat(key.locator("[data-act]")).hasCount(0);
    asWith(rotated).get("/v1/orders").then().statusCode(401);
  }

  @Test
  void aKeyIsNarrowedToWhatItIsFor() {
    signedIn("admin", "/admin/keys");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    button("New key").click();
    dialog().getByLabel("Whose key is it?").fill("Books of " + user);
    dialog().getByText("Only some of it").click();
    button("Make the key").click();
    assertThat(dialog().locator(".act-scopes .field-problem"))
        .hasText("Choose at least one of these.");
    assertThat(dialog().getByLabel("Make refunds")).isHidden();
    button("Keeps the books").click();
    assertThat(dialog().getByLabel("Read refunds")).isChecked();
    assertThat(dialog().getByLabel("Read everything")).not().isChecked();
    dialog().getByLabel("Read figures").uncheck();
    isReadable("scopes");
    looked("scopes");
    button("Make the key").click();
    var secret = dialog().locator("output").textContent();
    button("Done").click();

    var key = page.locator(".key").filter(new Locator.FilterOptions().setHasText(user));
    assertThat(key)
        .containsText(
            "but only: read disputes, read orders, read payments, read subscriptions, read refunds");
    asWith(secret).get("/v1/orders").then().statusCode(200);
    asWith(secret).get("/v1/figures?from=2026-01-01").then().statusCode(403);
    asWith(secret).body(Map.of("currency", "usd")).post("/v1/orders").then().statusCode(403);
    var id = key.getAttribute("data-key");
    asAdmin().delete("/v1/keys/" + id).then().statusCode(204);
    open("/admin/audit?operation=createKey&subject=keys%2F" + id);
    assertThat(page.locator("tr[data-row]")).hasCount(1);
  }

  private static Request asWith(String secret) {
    return Request.given().bearer(secret);
  }

  @Test
  void anEndpointIsMadeTestedPausedResumedAndDeleted() {
    signedIn("admin", "/admin/endpoints");
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    try (var app = new Receiver()) {
      button("New endpoint").click();
      dialog().getByLabel("Address").fill(app.url());
      isReadable("a new endpoint");
      looked("new-endpoint");
      button("Register it").click();
      assertThat(dialog().locator("output")).containsText("whsec_");
      button("Done").click();
      long id = tables().number("select id from actionflow_endpoint where url = ?", app.url());
      open("/admin/endpoints/" + id);

      button("Send a test").click();
      button("Send a test").last().click();
      assertThat(toast()).containsText("It arrived: the address answered 20");
      button("Pause").click();
      button("Pause").last().click();
      assertThat(toast()).containsText("The endpoint is paused.");
      button("Resume").click();
      button("Resume").last().click();
      assertThat(button("Pause")).isVisible();
      isReadable("an endpoint");
      looked("endpoint");

      button("Delete").click();
      assertThat(dialog()).containsText("What waits for it is canceled and never sent.");
      isReadable("a deletion");
      looked("delete-endpoint");
      button("Delete it").dblclick();
      page.waitForURL("**/admin/endpoints");
      assertThat(toast()).containsText("The endpoint is deleted.");
      assertThat(page.locator("body")).not().containsText(app.url());
      asAdmin().get("/v1/actionflows/endpoints/" + id).then().statusCode(404);
      open(
          "/admin/audit?operation=deleteActionflowEndpoint&subject=actionflows%2Fendpoints%2F"
              + id);
      assertThat(page.locator("tr[data-row]")).hasCount(1);
    }
  }

  private void theMailLooksLikeTheShop() {
    var html = mailbox.getMailsSentTo(user + "@example.com").get(0).getHtml();
    try (var reader = Chromium.browser().newContext()) {
      var read = reader.newPage();
      read.setContent(html);
      assertThat(read.getByText("Pay $99.99")).isVisible();
      assertThat(Axe.obstacles(read)).isEmpty();
      var folder = System.getProperty("paydesk.screenshots");
      if (folder != null) {
        read.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, "mail.png")));
      }
    }
  }

  @Test
  void aLinkIsTakenBackFromADialogOverADialog() {
    long order = ordered();
    json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    row("admin", "orders", order);
    page.locator(".act-more summary").click();
    button("Pay-links of this order").click();

    button("Take it back").click();
    assertThat(dialog()).hasCount(2);
    expected = ".*(ERR_FAILED|404|Failed to load).*";
    loseFirst("**/pay-links/*", () -> {});
    button("Take it back").last().click();

    assertThat(toast()).containsText("The link opens nothing any more.");
    assertThat(dialog()).containsText("There is none yet.");
    assertThat(tables().number("select count(*) from pay_link where order_id = ?", order)).isZero();
  }

  @Test
  void dialogsAreReadableOnAPhoneAndOnADeskInBothThemes() {
    long payment = paid(ordered());
    for (var theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(390, 1280)) {
        looks(theme, width);
        row("admin", "payments", payment);
        refund("25");
        isReadable("refund");
        looked("refund-" + width + "-" + theme);
        page.keyboard().press("Escape");
        assertThat(button("Refund")).isFocused();
        page.locator(".act-more summary").click();
        isReadable("menu");
        looked("menu-" + width + "-" + theme);
      }
    }
  }
}
