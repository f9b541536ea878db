package io.paydesk.admin.row;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.paydesk.admin.AdminTest;
import io.paydesk.testing.Receiver;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One row with its whole history, in a real browser. */
@QuarkusTest
class RowPagesTest extends AdminTest {

  private static final String DECLINED = "4000000000009995";
  private static final String GOOD = "4242424242424242";

  private long order;
  private long payment;
  private long refund;
  private String intent;

  private final Receiver receiver = new Receiver();

  @AfterEach
  void settleTheBalance() {
    tables()
        .change("update actionflow_endpoint set status = 'deleted' where url = ?", receiver.url());
    receiver.close();
    sandbox.payOut("usd");
  }

  private void ordered(String price, String currency, String name) {
    var body =
        Map.of(
            "userId", user,
            "price", price,
            "currency", currency,
            "description", "Two tickets",
            "payerName", name,
            "receiptEmail", user + "@example.com");
    order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private void paid() {
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, DECLINED);
    workedOff();
    sandbox.confirm(intent, GOOD);
    eventuallyPaid(order);
  }

  private void refunded(long amount) {
    refund =
        json(
                asAdmin()
                    .header("Idempotency-Key", UUID.randomUUID())
                    .body(Map.of("paymentId", payment, "refundAmount", amount))
                    .post("/v1/refunds"),
                201)
            .getLong("id");
  }

  private Locator history() {
    return page.locator(".moments");
  }

  private Locator moment(String text) {
    return history().locator(".moment").filter(new Locator.FilterOptions().setHasText(text));
  }

  private void looked(String name) {
    var folder = System.getProperty("paydesk.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
    }
  }

  /** Without motion: what is half faded in has half its contrast. */
  private void goTo(String path) {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    signedIn("admin", path);
  }

  @Test
  void anOrderSaysWhereItsMoneyIsAndWhatBecameOfIt() {
    ordered("99.99", "usd", "Ada Lovelace");
    paid();
    refunded(2500);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    goTo("/admin/orders/" + order);

    assertThat(heading()).containsText("99.99 USD");
    assertThat(page.locator(".row-badges")).containsText("Refunded 25.00 of 99.99 USD");
    assertThat(page.locator(".row-money"))
        .containsText("99.99 USD asked, 99.99 came, 25.00 back, 74.99 kept");
    assertThat(page.locator(".row-facts")).containsText("Ada Lovelace");
    assertThat(page.locator(".row-facts")).containsText("Visa •••• 4242");
    assertThat(moment("25.00 USD went back to the payer.").locator("b")).isVisible();
    assertThat(moment("An attempt to pay 99.99 USD was declined: not enough money.")).hasCount(1);
    assertThat(history().locator(".moment").last())
        .containsText("The app made the order: 99.99 USD asked.");

    moment("99.99 USD came.").locator("summary").click();
    assertThat(moment("99.99 USD came.")).containsText("The order is paid.");
    assertThat(button("Refund")).hasCount(1);
    assertThat(page.locator(".row-acts summary:visible")).hasCount(1);
    isReadable("an order");
    looked("unfolded");
    moment("99.99 USD came.")
        .getByText("Event", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(heading()).containsText("Payment: succeeded");
    assertThat(page.locator(".row-body")).containsText("\"id\" : \"" + intent + "\"");
    assertThat(history()).containsText("99.99 USD came.");
    isReadable("an event");
    assertThat(page.content()).doesNotContain("_secret_").doesNotContain(GOOD);
  }

  @Test
  void aPaymentIsDrawnAnewWhenItChanges() {
    ordered("99.99", "usd", "Ada Lovelace");
    paid();
    goTo("/admin/payments/" + payment);
    assertThat(page.locator(".row-badges")).containsText("Paid");
    moment("99.99 USD came.").locator("summary").click();

    refunded(2500);
    assertThat(page.locator(".row-badges")).containsText("Refunded 25.00 of 99.99 USD");
    assertThat(page.locator(".row-money")).containsText("25.00 back, 74.99 kept");
    assertThat(moment("99.99 USD came.").locator("details")).hasAttribute("open", "");

    var dispute = sandbox.dispute(intent, "fraudulent", false);
    assertThat(dispute).isNotNull();
    assertThat(page.locator(".row-badges")).containsText("Disputed");
    isReadable("a payment");
  }

  @Test
  void aRowStandsBesideItsList() {
    ordered("99.99", "usd", "Ada Lovelace");
    paid();
    looks(ColorScheme.LIGHT, 1280);
    goTo("/admin/payments");
    page.locator("a[href='/admin/payments/" + payment + "']").first().click();

    assertThat(page.locator("#beside .row-headline")).containsText("99.99 USD");
    assertThat(page.locator("#beside")).containsText("99.99 USD came.");
    isReadable("a payment beside the list");
    looked("beside");
    refunded(2500);
    assertThat(page.locator("#beside .row-badges")).containsText("Refunded 25.00 of 99.99 USD");
    assertThat(page.locator("#beside .row-place")).hasCount(1);
    isReadable("a payment that was drawn anew beside the list");
  }

  @Test
  void supportReadsRowsAndNoRunsNorEvents() {
    ordered("99.99", "usd", "Ada Lovelace");
    paid();
    signedIn("support", "/admin/payments/" + payment);
    assertThat(page.locator(".row-money")).containsText("99.99 came");
    assertThat(button("Refund")).hasCount(0);
    moment("99.99 USD came.").locator("summary").click();
    assertThat(moment("99.99 USD came.")).not().containsText("Event");

    expected = ".*403.*";
    var event = tables().text("select id from stripe_event where object_id = ? limit 1", intent);
    open("/admin/inbox/" + event);
    assertThat(page.locator("main")).not().containsText("payment_intent");
    open("/admin/runs/1");
    assertThat(page.locator("[data-problem='403']")).isVisible();
  }

  @Test
  void eachKindOfRowIsReadable() {
    receiver.answers(503);
    asAdmin()
        .body(Map.of("url", receiver.url(), "flows", List.of("payment")))
        .post("/v1/actionflows/endpoints")
        .then()
        .statusCode(201);
    ordered(
        "99.99",
        "usd",
        "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh the Third of Somewhere");
    paid();
    refunded(2500);
    workedOff();
    sandbox.dispute(intent, "product_not_received", false);
    eventually(
        x ->
            assertThat(
                    tables().number("select count(*) from dispute where payment_id = ?", payment))
                .isEqualTo(1));
    long paidOrder = order;
    long subscription =
        tables()
            .number(
                """
                insert into recurring_payment (order_id, user_id, uuid, price_id, status, subscription_id)
                values (?, ?, ?, 'price_monthly', 'canceled', ?) returning id
                """,
                order,
                user,
                UUID.randomUUID(),
                "sub_" + UUID.randomUUID());
    long dispute = tables().number("select id from dispute where payment_id = ?", payment);
    var event =
        tables()
            .text(
                "select id from stripe_event where object_id = ? and type = 'payment_intent.succeeded'",
                intent);
    long run = tables().number("select min(id) from actionflow_run where order_id = ?", paidOrder);
    ordered("5000", "jpy", "Ada");
    long yen = order;
    var paths =
        Map.of(
            "order", "/admin/orders/" + paidOrder,
            "yen", "/admin/orders/" + yen,
            "payment", "/admin/payments/" + payment,
            "refund", "/admin/refunds/" + refund,
            "dispute", "/admin/disputes/" + dispute,
            "event", "/admin/inbox/" + event,
            "subscription", "/admin/subscriptions/" + subscription,
            "run", "/admin/runs/" + run);
    // AdminLooksTest looks at a page of each kind on the other screens.
    areReadable(paths, ColorScheme.LIGHT, 320);
    areReadable(paths, ColorScheme.DARK, 1280);
  }

  private void areReadable(Map<String, String> paths, ColorScheme scheme, int width) {
    looks(scheme, width);
    goTo("/admin/account");
    paths.forEach(
        (name, path) -> {
          open(path);
          assertThat(page.locator(".row-article")).isVisible();
          assertThat(page.locator(".row-facts .bone")).hasCount(0);
          isReadable(name + " " + scheme + " " + width);
          looked("row-" + name + "-" + scheme.name().toLowerCase() + "-" + width);
        });
  }
}
