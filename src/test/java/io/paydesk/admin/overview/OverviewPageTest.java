package io.paydesk.admin.overview;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.paydesk.admin.AdminTest;
import io.paydesk.testing.Chromium;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever looks after the shop sees how it does. */
@QuarkusTest
class OverviewPageTest extends AdminTest {

  private static final String CHART = "#volume canvas";

  /** Without a stream, the page looks every 20 s. */
  private static final double SOONER_THAN_ROUNDS = 12_000;

  /** In a currency in which no other test is paid. */
  private void sold(String currency, long amount, String ago) {
    tables()
        .change(
            """
            with one as (
              insert into orders (user_id, amount, currency, status, created_at)
              values (?, ?, ?, 'paid', now() - ?::interval) returning id, user_id, amount, currency, created_at)
            insert into payment (order_id, user_id, uuid, origin, amount, amount_received, currency, status, created_at,
              succeeded_at)
            select id, user_id, gen_random_uuid(), 'invoice', amount, amount, currency, 'succeeded', created_at, created_at
            from one
            """,
            user,
            amount,
            currency,
            ago);
  }

  private Locator figure(String name) {
    return page.locator("[data-figure=" + name + "]");
  }

  private List<String> column(int of) {
    return page.locator("#volume-rows tr td:nth-of-type(" + of + ")").allInnerTexts().stream()
        .map(text -> text.replaceAll("[^0-9–]", ""))
        .toList();
  }

  @Test
  void theChartAndTheTableHaveTheSameNumbersAndAPeriodIsChosenInTheAddress() {
    sold("zar", 120_000, "2 days");
    sold("zar", 30_000, "1 minute");
    sold("zar", 50_000, "35 days");
    var answers = new ArrayList<Response>();
    signedIn("support", "/admin/account");
    page.onResponse(
        answer -> {
          if (answer.url().contains("/v1/figures?")) {
            answers.add(answer);
          }
        });

    open("/admin?period=30d&currency=zar");
    assertThat(page.locator(CHART)).isVisible();

    assertThat(figure("came")).hasText("1,500.00 ZAR");
    assertThat(page.locator("#tiles")).containsText("+200\u00a0%");
    var drawn = page.evaluate("document.getElementById('volume').clientHeight > 100");
    assertThat(drawn).isEqualTo(true);
    page.getByText("The numbers", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(column(1)).hasSize(30).containsOnlyOnce("120000", "30000");
    assertThat(column(2)).hasSize(30).containsOnlyOnce("50000");
    var asked = answers.stream().filter(answer -> !answer.url().contains("every=hour")).toList();
    assertThat(asked).hasSize(2);
    assertThat(asked)
        .flatExtracting(answer -> Json.of(answer.text()).getList("data[0].buckets.came"))
        .filteredOn(came -> !came.equals(0))
        .containsExactlyInAnyOrder(120_000, 30_000, 50_000);

    page.locator("#volume").focus();
    page.keyboard().press("End");
    assertThat(page.locator("#reading")).containsText("300.00 ZAR");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Today")).click();
    page.waitForURL("**/admin?period=today&currency=zar&zone=UTC");
    assertThat(figure("came")).hasText("300.00 ZAR");
    assertThat(page.locator("[aria-label=Period] [aria-current]")).hasText("Today");
  }

  @Test
  void whatComesWhileSomebodyLooksIsShownByItself() {
    signedIn("admin", "/admin/account");
    sold("dkk", 10_000, "1 minute");
    var streams = new AtomicLong();
    page.onResponse(
        answer -> {
          if (answer.url().endsWith("/v1/changes")) {
            streams.incrementAndGet();
          }
        });
    open("/admin?period=7d&currency=dkk");
    assertThat(figure("came")).hasText("100.00 DKK");
    assertThat(page.locator(CHART)).isVisible();
    page.getByText("The numbers", new Page.GetByTextOptions().setExact(true)).click();
    page.waitForCondition(() -> streams.get() > 0);

    sold("dkk", 2_500, "0 seconds");

    assertThat(figure("came"))
        .hasText(
            "125.00 DKK", new LocatorAssertions.HasTextOptions().setTimeout(SOONER_THAN_ROUNDS));
    eventually(x -> assertThat(column(1)).last().isEqualTo("12500"));
    assertThat(page.locator("#volume-rows")).isVisible();
  }

  @Test
  void theFirstThatComesIsShownByItselfWhereNothingWas() {
    sold("mop", 100, "1 minute");
    signedIn("admin", "/admin/account");
    var streams = new AtomicLong();
    page.onResponse(
        answer -> {
          if (answer.url().endsWith("/v1/changes")) {
            streams.incrementAndGet();
          }
        });
    // The other tests have sold something: what a shop sees that has not is this page without its
    // figures.
    page.route(
        "**/admin?period=7d&currency=mop&zone=UTC",
        route -> {
          var whole = route.fetch();
          var empty = whole.text().replaceFirst("(?s)<section id=\"tiles\".*</main>", "</main>");
          route.fulfill(new Route.FulfillOptions().setResponse(whole).setBody(empty));
        },
        new Page.RouteOptions().setTimes(1));
    open("/admin?period=7d&currency=mop&zone=UTC");
    assertThat(page.locator("#tiles")).hasCount(0);
    page.waitForCondition(() -> streams.get() > 0);
    page.evaluate("window.isTheSamePage = true");

    sold("mop", 2_500, "0 seconds");

    assertThat(figure("came"))
        .hasText(
            "26.00 MOP", new LocatorAssertions.HasTextOptions().setTimeout(SOONER_THAN_ROUNDS));
    assertThat(page.locator(CHART)).isVisible();
    assertThat(page.evaluate("window.isTheSamePage")).isEqualTo(true);
    sold("mop", 7_400, "0 seconds");
    assertThat(figure("came"))
        .hasText(
            "100.00 MOP", new LocatorAssertions.HasTextOptions().setTimeout(SOONER_THAN_ROUNDS));
    isReadable("an overview that was empty");
  }

  @Test
  void whatNeedsSomebodyComesFirstAndOneClickFromItsList() {
    tables()
        .change(
            "insert into orders (user_id, amount, currency, status, review_reason) values (?, 100, 'usd', 'review',"
                + " 'amount-mismatch')",
            user);
    signedIn("support", "/admin");

    var review = page.locator("#needs a[href='/admin/orders?status=review']");
    assertThat(review).containsText("to review");
    assertThat(page.locator("#needs")).not().containsText("alert");
    assertThat(page.locator("nav [data-count=orders]")).hasText(Pattern.compile("\\d+ to look at"));
    assertThat(
            page.evaluate(
                "document.querySelector('h1').compareDocumentPosition(document.getElementById('needs')) & 4"))
        .isEqualTo(4);
  }

  @Test
  void anAlertSaysWhatToDoInTheWordsOfTheManual() {
    tables()
        .change(
            """
            insert into alert (kind, subject, observed, threshold, window_seconds, ended_at)
            values ('unfamiliar_statuses', ?, 2, 1, 3600, null),
              ('reviews', 'second-success', 3, 1, 86400, null), ('card_declines', ?, 9, 5, 3600, now())
            """,
            "odd-" + user,
            "fingerprint-" + user);
    signedIn("admin", "/admin/alerts");

    var open =
        page.locator(".alert-card").filter(new Locator.FilterOptions().setHasText("odd-" + user));
    assertThat(open)
        .containsText(
            "Read Stripe's changelog, treat the dispute in Stripe's dashboard, and update Paydesk.");
    assertThat(open.getByRole(AriaRole.LINK)).hasAttribute("href", "/admin/disputes");
    var reviews =
        page.locator(".alert-card").filter(new Locator.FilterOptions().setHasText("paid twice"));
    assertThat(reviews.first())
        .containsText("3 orders went into review (paid twice) within 24 hours.");
    assertThat(reviews.first()).not().containsText("/v1/");
    var over =
        page.locator(".alert-over")
            .filter(new Locator.FilterOptions().setHasText("fingerprint-" + user));
    assertThat(over.locator("summary")).containsText("A card fails again and again");
    over.locator("summary").click();
    assertThat(over).containsText("Block the card by its fingerprint in Radar");
    isReadable("alerts");
  }

  @Test
  void theAlertOfAPayerLeadsToThemWithoutTheirNameInTheAddress() {
    long order = order();
    tables()
        .change(
            """
            insert into alert (kind, subject, observed, threshold, window_seconds)
            values ('user_declines', ?, 9, 5, 3600), ('user_declines', ?, 9, 5, 3600)
            """,
            user,
            "nobody-" + user);
    signedIn("admin", "/admin/alerts");

    var cards = page.locator(".alert-card");
    var unknown = cards.filter(new Locator.FilterOptions().setHasText("nobody-" + user));
    assertThat(unknown.getByRole(AriaRole.LINK)).hasAttribute("href", "/admin/people");
    var known =
        cards.filter(new Locator.FilterOptions().setHasText(user).setHasNotText("nobody-" + user));
    assertThat(known.getByRole(AriaRole.LINK))
        .hasAttribute("href", "/admin/people/of-order/" + order);
    known.getByRole(AriaRole.LINK).click();
    page.waitForURL("**/admin/people/of-order/" + order);
    assertThat(page.locator("main")).containsText(user);
  }

  @Test
  void supportIsNotShownAlerts() {
    expected = ".*status of 403.*";
    signedIn("support", "/admin/account");

    open("/admin/alerts");

    assertThat(page.locator("[data-problem='403']")).isVisible();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 390", "DARK, 390", "LIGHT, 1280", "DARK, 1280", "LIGHT, 320"})
  void everybodyCanReadIt(ColorScheme scheme, int width) {
    sold("krw", 999_999_999_999L, "1 hour");
    looks(scheme, width);
    signedIn("admin", "/admin/account");
    open("/admin?period=today&currency=krw");
    assertThat(page.locator(CHART)).isVisible();
    page.getByText("The numbers", new Page.GetByTextOptions().setExact(true)).click();
    isReadable("overview");
  }

  @Test
  void allOfItIsLight() {
    var loaded = new ArrayList<Request>();
    sold("nzd", 100, "1 hour");
    signedIn("admin", "/admin/account");
    var signedIn = staff.storageState();
    staff.close();
    // Whose browser has kept nothing yet.
    staff =
        Chromium.browser().newContext(new Browser.NewContextOptions().setStorageState(signedIn));
    page = window();
    page.onRequestFinished(loaded::add);
    open("/admin?period=90d&currency=nzd");
    assertThat(page.locator(CHART)).isVisible();

    var sizes =
        List.copyOf(loaded).stream().mapToLong(one -> one.sizes().responseBodySize).toArray();
    assertThat(sizes).hasSizeGreaterThan(15);
    assertThat(LongStream.of(sizes).sum()).isBetween(30_000L, 200_000L);
  }
}
