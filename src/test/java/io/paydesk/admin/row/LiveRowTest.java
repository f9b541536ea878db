package io.paydesk.admin.row;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.admin.AdminTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A row that somebody looks at is kept new, and they lose nothing by it. */
@QuarkusTest
class LiveRowTest extends AdminTest {

  private static final String OLDEST = "The app made the order";
  private static final String CAME = "99.99 USD came.";

  private long order;
  private long payment;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger cards = new AtomicInteger();

  private void paid() {
    order =
        json(
                asService()
                    .body(
                        Map.of(
                            "userId",
                            user,
                            "price",
                            "99.99",
                            "currency",
                            "usd",
                            "receiptEmail",
                            "a.long.name." + user + "@a.long.example.com"))
                    .post("/v1/orders"),
                201)
            .getLong("id");
    var started = started(order);
    payment = started.getLong("id");
    sandbox.confirm(started.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);
  }

  /** So many that they do not come with the page. */
  private void declinedOften() {
    tables()
        .change(
            """
            insert into payment_decline (id, payment_id, user_id, decline_code, declined_at, created_at)
            select 'ch_' || gen_random_uuid(), id, user_id, 'insufficient_funds', now(), created_at + g * interval '100 microseconds'
            from payment, generate_series(1, 60) g where id = ?
            """,
            payment);
  }

  private void refunded(long amount) {
    json(
        asAdmin()
            .header("Idempotency-Key", UUID.randomUUID())
            .body(Map.of("paymentId", payment, "refundAmount", amount))
            .post("/v1/refunds"),
        201);
  }

  private Locator moments() {
    return page.locator(".moments");
  }

  private Locator summary(String text) {
    return moments()
        .locator(".moment")
        .filter(new Locator.FilterOptions().setHasText(text))
        .locator("summary");
  }

  private Locator chip(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void counts() {
    page.onRequest(
        request -> {
          if (request.url().contains("/method")) {
            cards.incrementAndGet();
          } else if (request.url().endsWith("/admin/orders/" + order)
              && "true".equals(request.headers().get("hx-request"))) {
            reads.incrementAndGet();
          }
        });
  }

  /** The row is read once at a time: with the second request, the answer to the first is shown. */
  private void isReadTwice() {
    for (int i = 0; i < 2; i++) {
      int before = reads.get();
      page.evaluate(
          """
          document.dispatchEvent(new CustomEvent('paydesk:acted', {
            cancelable: true, detail: { act: 'none', opener: document.querySelector('.row-headline') } }))
          """);
      page.waitForCondition(() -> reads.get() > before);
    }
  }

  @Test
  void aRowThatSaysTheSameIsNotTouched() {
    paid();
    declinedOften();
    signedIn("admin", "/admin/orders/" + order);
    assertThat(page.locator(".row-facts")).containsText("Visa •••• 4242");
    counts();
    page.waitForFunction(
        "() => !document.querySelector('.htmx-added, .htmx-settling, .htmx-request')");
    page.evaluate(
        """
        window.touched = [];
        new MutationObserver((all) => window.touched.push(...all.map(({ target }) => target.outerHTML ?? target.data)))
          .observe(document.querySelector('.row-article'), { childList: true, subtree: true, attributes: true });
        """);

    isReadTwice();

    assertThat((List<?>) page.evaluate("window.touched")).isEmpty();
    assertThat(cards).hasValue(0);
  }

  @Test
  void whatChangesIsDrawnAndTheUnfoldedHistoryTheFocusAndTheMarkedTextStay() {
    paid();
    declinedOften();
    signedIn("admin", "/admin/orders/" + order);
    assertThat(page.locator(".row-facts")).containsText("Visa •••• 4242");
    counts();
    button("What was before").click();
    assertThat(moments()).containsText(OLDEST);
    summary(CAME).click();
    assertThat(summary(CAME)).isFocused();
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.row-facts dt'))");
    var marked = (String) page.evaluate("String(getSelection())");
    var place = page.evaluate("scrollY");

    refunded(2500);

    assertThat(page.locator(".row-badges")).containsText("Refunded 25.00 of 99.99 USD");
    assertThat(moments()).containsText("25.00 USD went back to the payer.");
    assertThat(moments()).containsText(OLDEST);
    assertThat(summary(CAME)).isFocused();
    assertThat(summary(CAME).locator("xpath=..")).hasAttribute("open", "");
    assertThat(page.evaluate("String(getSelection())")).isEqualTo(marked);
    assertThat(page.evaluate("scrollY")).isEqualTo(place);
    assertThat(cards).hasValue(0);
    assertThat(moments().locator("li").filter(new Locator.FilterOptions().setHasText("declined")))
        .hasCount(60);
  }

  @Test
  void theCardIsAskedForAgainWhereItIsAnother() {
    paid();
    signedIn("admin", "/admin/orders/" + order);
    assertThat(page.locator(".row-facts")).containsText("Visa •••• 4242");
    counts();

    tables()
        .change(
            "update payment set payment_method_id = 'pm_' || gen_random_uuid() where id = ?",
            payment);
    isReadTwice();

    page.waitForCondition(() -> cards.get() > 0);
  }

  @Test
  void theHistoryIsOfOneWhoHasActedAndStaysSoWhileTheRowChanges() {
    paid();
    signedIn("admin", "/admin/orders/" + order);
    assertThat(page.locator(".kinds [aria-current]")).hasText("All");

    chip("Stripe").click();
    assertThat(chip("Stripe")).hasAttribute("aria-current", "true");
    assertThat(chip("Stripe")).isFocused();
    assertThat(page).hasURL(Pattern.compile(".*by=stripe"));
    assertThat(
            page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Shown")))
        .containsText("Shown of the history: Stripe");
    assertThat(moments()).containsText(CAME);
    assertThat(moments()).not().containsText(OLDEST);

    refunded(2500);

    assertThat(page.locator(".row-badges")).containsText("Refunded 25.00 of 99.99 USD");
    assertThat(page.locator(".kinds [aria-current]")).hasText("Stripe");
    assertThat(moments()).not().containsText(OLDEST);
    isReadable("a part of a history");
    chip("All").click();
    assertThat(moments()).containsText(OLDEST);
    assertThat(moments()).containsText(CAME);
  }

  @Test
  void whoseHistoryIsShownStandsInTheAddressAndNeedsNoScript() {
    paid();
    signedIn("admin", "/admin/orders/" + order + "?by=stripe");

    assertThat(page.locator(".kinds [aria-current]")).hasText("Stripe");
    assertThat(moments()).containsText(CAME);
    assertThat(moments()).not().containsText(OLDEST);
    assertThat(chip("All")).hasAttribute("href", "/admin/orders/" + order);
    open("/admin/orders/" + order + "?by=nobody");
    assertThat(moments()).containsText(CAME);
    assertThat(page.locator(".kinds [aria-current]")).hasText("All");
  }

  @Test
  void whatOneDidLongAgoIsFoundBehindAllThatOthersDidSince() {
    paid();
    declinedOften();
    tables()
        .change(
            "update payment_decline set created_at = now() + interval '1 minute' where payment_id = ?",
            payment);
    signedIn("admin", "/admin/orders/" + order + "?by=app");
    assertThat(
            page.locator(".row-part")
                .filter(new Locator.FilterOptions().setHasText("Nothing in this part.")))
        .hasCount(1);

    button("What was before").click();

    assertThat(moments()).containsText(OLDEST);
  }

  @Test
  void besideAListTheHeadingIsSeenAndALongAddressStaysInItsCell() {
    paid();
    looks(ColorScheme.LIGHT, 1280);
    signedIn("admin", "/admin/payments");
    page.locator("a[href='/admin/payments/" + payment + "']").first().click();
    var headline = page.locator("#beside .row-headline");
    assertThat(headline).isFocused();
    assertThat(page.locator("#beside .row-facts .bone")).hasCount(0);

    assertThat(
            page.evaluate(
                """
                document.querySelector('#beside .row-kind').getBoundingClientRect().top
                  >= document.querySelector('.beside-bar').getBoundingClientRect().bottom
                """))
        .isEqualTo(true);
    assertThat(
            (List<?>)
                page.evaluate(
                    """
                    [...document.querySelectorAll('.row-facts dd, .list td')]
                      .filter((one) => {
                        const box = one.getBoundingClientRect();
                        const text = document.createRange();
                        text.selectNodeContents(one);
                        return getComputedStyle(one).overflow !== 'hidden' && box.width
                          && [...text.getClientRects()].some(({ right }) => right > box.right + 1);
                      })
                      .map((one) => one.innerText)
                    """))
        .isEmpty();
    isReadable("a row beside a list");
  }
}
