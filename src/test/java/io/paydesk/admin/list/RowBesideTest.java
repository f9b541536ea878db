package io.paydesk.admin.list;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.paydesk.admin.AdminTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
}
