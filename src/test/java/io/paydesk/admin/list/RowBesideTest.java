package io.paydesk.admin.list;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.paydesk.admin.AdminTest;
import io.paydesk.testing.Receiver;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What stands beside a list is the row that the address names, with that row's buttons. */
@QuarkusTest
class RowBesideTest extends AdminTest {

  /** No other test sells in it. */
  private static final String LIST = "/admin/orders?currency=djf";

  /** What htmx says of a request that nobody waits for any more. */
  private static final String ABORTED = "htmx:(afterRequest|sendAbort)";

  private long ordered(String description) {
    return json(
            asService()
                .body(
                    Map.of(
                        "userId",
                        user,
                        "price",
                        "9900",
                        "currency",
                        "djf",
                        "description",
                        description))
                .post("/v1/orders"),
            201)
        .getLong("id");
  }

  private void theKeysWork() {
    assertThat(page.locator(".open-row[tabindex='0']")).hasCount(1);
  }

  private Locator beside() {
    return page.locator("#beside");
  }

  /** Requests for the row that are not answered until somebody lets them go. */
  private List<Route> holdsRow(long id) {
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route(Pattern.compile(".*/admin/orders/" + id + "(\\?.*)?$"), held::add);
    return held;
  }

  @Test
  void aRowThatComesLateIsNeverShownUnderTheAddressOfTheNext() {
    expected = ABORTED;
    long shown = ordered("The ticket that is looked at");
    long late = ordered("The ticket that comes late");
    signedIn("admin", LIST);
    theKeysWork();
    var held = holdsRow(late);

    page.keyboard().press("j");
    page.waitForRequest(
        request -> request.url().contains("/admin/orders/" + late),
        () -> page.keyboard().press("Enter"));
    page.keyboard().press("j");

    assertThat(page).hasURL(Pattern.compile(".*/admin/orders/" + shown));
    assertThat(beside()).containsText("The ticket that is looked at");
    assertThat(beside().getByRole(AriaRole.HEADING).first()).isFocused();
    held.forEach(Route::resume);
    page.unrouteAll();

    page.keyboard().press("k");
    assertThat(beside()).containsText("The ticket that comes late");
    page.keyboard().press("j");
    assertThat(beside()).containsText("The ticket that is looked at");
    assertThat(beside()).not().containsText("The ticket that comes late");
  }

  @Test
  void aRowThatWasClosedBeforeItCameDoesNotComeBack() {
    expected = ABORTED;
    long late = ordered("The ticket that comes late");
    signedIn("admin", LIST);
    theKeysWork();
    var held = holdsRow(late);

    page.keyboard().press("j");
    page.waitForRequest(
        request -> request.url().contains("/admin/orders/" + late),
        () -> page.keyboard().press("Enter"));
    page.keyboard().press("Escape");
    assertThat(beside()).isHidden();
    held.forEach(Route::resume);
    page.unrouteAll();

    page.keyboard().press("Enter");
    assertThat(beside()).containsText("The ticket that comes late");
    assertThat(beside().locator(".row-article")).hasCount(1);
  }

  @Test
  void aPassingFailureDoesNotTakeAwayWhatIsShown() {
    expected = ".*(status of|Status Error Code) 503.*";
    long shown = ordered("The ticket that is looked at");
    signedIn("admin", LIST);
    page.waitForResponse("**/v1/changes", () -> page.reload());
    theKeysWork();
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    assertThat(beside()).containsText("The ticket that is looked at");
    var failed = new AtomicInteger();
    page.route(
        Pattern.compile(".*/admin/orders/" + shown + "\\?.*"),
        route -> {
          failed.incrementAndGet();
          route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("<p>Down</p>"));
        });
    var payment = started(shown);
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(shown);
    page.waitForCondition(() -> failed.get() > 0);
    int before = failed.get();
    refund(payment.getLong("id"));
    // The row is read once at a time: what came of the first attempt is over.
    page.waitForCondition(() -> failed.get() > before);

    assertThat(beside()).containsText("The ticket that is looked at");
    assertThat(beside()).not().containsText("Down");
    page.unrouteAll();
  }

  private void refund(long payment) {
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", payment, "refundAmount", 100))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
  }

  @Test
  void whatIsDoneToAListIsSeenInItWhichGoesOnWorking() {
    signedIn("admin", "/admin/endpoints");
    try (var app = new Receiver()) {
      button("New endpoint").click();
      page.getByRole(AriaRole.DIALOG).getByLabel("Address").fill(app.url());
      button("Register it").click();
      button("Done").click();

      long id = tables().number("select max(id) from actionflow_endpoint where url = ?", app.url());
      var row = page.locator("tr[data-row='" + id + "']");
      assertThat(row).isVisible();
      page.keyboard().press("j");
      assertThat(page.locator("tr[data-row] .open-row:focus")).hasCount(1);
      row.locator(".open-row").click();
      assertThat(beside()).containsText(app.url());
      asAdmin().delete("/v1/actionflows/endpoints/" + id).then().statusCode(204);
    }
  }
}
