package io.paydesk.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A list, the page of a row, a payer's page and a dialog say the same of the same row. */
@QuarkusTest
class SameWordsTest extends AdminTest {

  private static final String GOOD = "4242424242424242";

  private long ordered() {
    return json(
            asService()
                .body(
                    Map.of(
                        "userId",
                        user,
                        "price",
                        "99.99",
                        "currency",
                        "usd",
                        "description",
                        "Two tickets"))
                .post("/v1/orders"),
            201)
        .getLong("id");
  }

  private void change(String sql, long order) {
    tables().change(sql.formatted(order));
  }

  private Locator row(String list, long id) {
    open("/admin/" + list);
    return page.locator("tr[data-row='" + id + "']");
  }

  @Test
  void whatThePayerPaysComesFirstAndWhatWasAskedIsSaid() {
    long order = ordered();
    change(
        "update orders set subtotal = 9999, discount = 1999, tax = 0, total = 8000 where id = %d",
        order);
    signedIn("admin", "/admin/orders");

    var listed = page.locator("tr[data-row='" + order + "']");
    assertThat(listed.locator(".amount")).containsText("80.00");
    assertThat(listed).containsText("99.99 USD before discount");
    assertThat(page.locator("#desk-sum")).containsText("USD asked");
    open("/admin/orders/" + order);
    assertThat(heading()).containsText("80.00 USD");
    assertThat(page.locator(".row-note")).containsText("99.99 USD before discount");
    open("/admin/people/of-order/" + order);
    assertThat(page.locator("a[href='/admin/orders/" + order + "']").first())
        .containsText("80.00 USD");
  }

  @Test
  void anOrderThatNobodyPaidInTimeIsExpiredEverywhere() {
    long order = ordered();
    change("update orders set expires_at = now() - interval '1 second' where id = %d", order);
    signedIn("admin", "/admin/orders");

    assertThat(row("orders", order).locator(".badge")).hasText("Expired");
    open("/admin/orders/" + order);
    assertThat(page.locator(".row-badges .badge")).hasText("Expired");
  }

  @Test
  void aReasonIsSaidInTheSameWordsAndNeverAsAProgramHasIt() {
    long order = ordered();
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), GOOD);
    eventuallyPaid(order);
    long refund =
        json(
                asAdmin()
                    .header("Idempotency-Key", UUID.randomUUID())
                    .body(
                        Map.of(
                            "paymentId",
                            payment.getLong("id"),
                            "refundAmount",
                            2500,
                            "reason",
                            "requested_by_customer"))
                    .post("/v1/refunds"),
                201)
            .getLong("id");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    sandbox.dispute(payment.getString("paymentIntentId"), "product_not_received", false);
    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from dispute where payment_id = ?",
                            payment.getLong("id")))
                .isEqualTo(1));
    long dispute =
        tables().number("select id from dispute where payment_id = ?", payment.getLong("id"));
    change(
        "update orders set status = 'review', review_reason = 'second-success' where id = %d",
        order);
    signedIn("admin", "/admin/orders");

    assertThat(row("refunds", refund)).containsText("The payer asked for it");
    open("/admin/refunds/" + refund);
    assertThat(page.locator(".row-facts")).containsText("The payer asked for it");
    open("/admin/people/of-order/" + order);
    assertThat(page.locator("a[href='/admin/refunds/" + refund + "']"))
        .containsText("The payer asked for it");
    assertThat(page.locator("a[href='/admin/payments/" + payment.getLong("id") + "']"))
        .containsText("Two tickets");
    assertThat(row("orders", order)).containsText("Paid twice");
    open("/admin/orders/" + order);
    assertThat(page.locator(".row-note").first()).containsText("Paid twice");

    long paid = payment.getLong("id");
    assertThat(row("payments", paid).locator(".badge")).hasText("Disputed");
    open("/admin/payments/" + paid);
    assertThat(page.locator(".row-badges .badge").first()).hasText("Disputed");
    for (var path :
        List.of(
            "/admin/orders",
            "/admin/payments",
            "/admin/refunds",
            "/admin/disputes",
            "/admin/runs",
            "/admin/orders/" + order,
            "/admin/payments/" + paid,
            "/admin/refunds/" + refund,
            "/admin/disputes/" + dispute)) {
      open(path);
      assertThat(page.locator("main")).isVisible();
      assertThat(said()).as(path).doesNotContainPattern("\\b[a-z]+_[a-z_]*[a-z]\\b");
    }
  }

  /** What the page says, without ids, and what a person of the shop or an app has named. */
  private String said() {
    return (String)
        page.evaluate(
            """
            () => [...document.querySelectorAll('main .badge, main .said, main .more, \
              main .row-note, main .row-facts dd, main .row-line-text, main .moments, main option')]
              .map(one => one.textContent.replace(/\\b[a-z]+_[A-Za-z0-9]*[0-9][A-Za-z0-9]*/g, ''))
              .join(' ')
            """);
  }
}
