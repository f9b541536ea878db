package io.paydesk.admin;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.paydesk.testing.Tables;
import io.paydesk.testing.http.StartedService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What the pages of a busy shop can show, and how one comes to see it.
 *
 * @see BusyShopTest
 */
final class ShopStates {

  /**
   * @param name of its pictures
   * @param path where it begins
   * @param then what is done there
   * @param seen a selector of what must be visible then
   */
  record State(String name, String path, Consumer<Page> then, String seen) {}

  private static final Consumer<Page> NOTHING = page -> {};

  private final Tables tables;
  private final List<State> states = new ArrayList<>();

  private ShopStates(Tables tables) {
    this.tables = tables;
  }

  private void see(String name, String path, String seen) {
    see(name, path, NOTHING, seen);
  }

  private void see(String name, String path, Consumer<Page> then, String seen) {
    states.add(new State(name, path, then, seen));
  }

  /** Of an admin. */
  static List<State> of(Tables tables) {
    var all = new ShopStates(tables);
    all.sections();
    all.lists();
    all.rows();
    all.acts();
    all.search();
    all.frame();
    return all.states;
  }

  /** Of somebody of support. */
  static List<State> ofSupport(Tables tables) {
    var all = new ShopStates(tables);
    var open = all.row("orders", "orders", "status = 'pending' and price_id is null");
    all.see("support-overview", "/admin", "#tiles");
    all.see("support-orders", "/admin/orders", "tr[data-row]");
    all.see("support-order", open, "main [data-act^='mail-']");
    all.act("support-mail", open, "mail", "Mail a pay-link");
    all.see(
        "support-payment",
        all.row("payments", "payment", "status = 'succeeded'"),
        ".row-article:not(:has([data-act]))");
    all.see("support-refused", "/admin/inbox", "[data-problem='403']");
    return all.states;
  }

  /** Before anybody has signed in. */
  static List<State> ofStrangers() {
    var all = new ShopStates(null);
    all.see("sign-in", "/admin", "h1:has-text('Sign in')");
    all.see(
        "sign-in-refused",
        "/admin/sign-in",
        page -> {
          page.getByLabel("API key").fill("pdk_test_nobody_has_made_this_one");
          page.locator("button:text-is('Sign in')").click();
        },
        "#key-problem");
    all.see("sign-in-ended", "/admin/sign-in?ended=1", ".note:has-text('signed out')");
    return all.states;
  }

  /** Of a shop on its first day. */
  static List<State> ofNewShop() {
    var all = new ShopStates(null);
    all.see("new-overview", "/admin", "h2:has-text('No order yet')");
    for (var list :
        List.of(
            "orders",
            "payments",
            "refunds",
            "disputes",
            "subscriptions",
            "inbox",
            "runs",
            "endpoints",
            "people")) {
      all.see("new-" + list, "/admin/" + list, ".empty h2");
    }
    all.see("new-alerts", "/admin/alerts", ".needs-none");
    return all.states;
  }

  private void sections() {
    for (var section : Section.values()) {
      var seen =
          switch (section) {
            case OVERVIEW -> "#volume canvas";
            case PEOPLE -> ".line";
            case ALERTS -> ".alert-card";
            case KEYS -> ".key";
            case SETTINGS -> ".groups-title";
            case ACCOUNT -> ".facts";
            default -> "tr[data-row]";
          };
      see("list-" + section.text(), section.href(), seen);
    }
    see("overview-today", "/admin?period=today&currency=usd", "#volume canvas");
    see("overview-year", "/admin?period=12m&currency=usd", "#volume canvas");
    see("overview-yen", "/admin?currency=jpy", "#volume canvas");
    see(
        "overview-numbers",
        "/admin?period=7d&currency=usd",
        page -> page.locator(".numbers summary").click(),
        "#volume-rows tr");
    see(
        "overview-no-chart",
        "/admin",
        page -> {
          page.route("**/v1/figures?**", Route::abort);
          page.reload();
        },
        ".no-chart");
  }

  private void lists() {
    see("orders-chips", "/admin/orders?status=paid,partially_refunded&currency=usd", ".chip");
    see("orders-largest", "/admin/orders?currency=usd&sort=largest", "[aria-sort=descending]");
    see("orders-nothing", "/admin/orders?status=refunded&since=2031-01-01", ".empty h2");
    see("orders-mistyped", "/admin/orders?currency=dollars", ".empty[role=alert]");
    see("disputes-due", DUE, "tr:has(.due.over)");
    see(
        "orders-filters",
        "/admin/orders",
        page -> page.locator("[popovertarget=filters]").click(),
        "#filters");
    see("orders-beside", "/admin/orders", ShopStates::openFirst, "#beside .row-article");
    see("people-older", "/admin/people?after=1", "h1");
    see(
        "orders-beside-lost",
        "/admin/orders",
        page -> {
          page.route(Pattern.compile(".*/admin/orders/\\d+.*"), Route::abort);
          openFirst(page);
        },
        "#beside .problem-note");
  }

  private static final String DUE =
      "/admin/disputes?status=needs_response,warning_needs_response&sort=due";

  private static void openFirst(Page page) {
    page.keyboard().press("j");
    page.keyboard().press("Enter");
  }

  private String row(String list, String table, String where) {
    return "/admin/" + list + "/" + id(table, where);
  }

  private String id(String table, String where) {
    var id =
        tables.text("select id from %s where %s order by 1 desc limit 1".formatted(table, where));
    if (id == null) {
      throw new AssertionError("The busy shop has no %s where %s".formatted(table, where));
    }
    return id;
  }

  private void rows() {
    var article = ".row-article .row-headline";
    Map.ofEntries(
            Map.entry("refunded", "status = 'partially_refunded' and currency = 'usd'"),
            Map.entry("yen", "status = 'partially_refunded' and currency = 'jpy'"),
            Map.entry("dinar", "currency = 'kwd'"),
            Map.entry("free", "amount = 0"),
            Map.entry("review", "status = 'review'"),
            Map.entry("disputed", "disputes is not null and status = 'paid'"),
            Map.entry("open", "status = 'pending' and price_id is null"),
            Map.entry("canceled", "status = 'canceled'"),
            Map.entry("subscribed", "price_id is not null and status = 'paid'"),
            Map.entry("arabic", "payer_name = 'عمر الخيام'"),
            Map.entry("long", "length(payer_name) > 60 and payer_name like '% %'"),
            Map.entry("unspaced", "payer_name like 'Donau%'"))
        .forEach((name, where) -> see("order-" + name, row("orders", "orders", where), article));
    Map.of(
            "paid", "status = 'succeeded'",
            "declined", "failure_code is not null",
            "held", "status = 'authorized'",
            "refunded", "status = 'refunded'")
        .forEach(
            (name, where) -> see("payment-" + name, row("payments", "payment", where), article));
    see("refund", row("refunds", "refund", "true"), article);
    see(
        "dispute-soon",
        row("disputes", "dispute", "due_by > now() and " + TURN),
        ".row-badges .due.soon");
    see(
        "dispute-partly-refunded",
        row("disputes", "dispute", "due_by > now() and " + TURN),
        ".row-note:has-text('10.00 USD of this payment went back already')");
    see(
        "dispute-over",
        row("disputes", "dispute", "due_by < now() and " + TURN),
        ".row-badges .due.over");
    see("dispute-bank", row("disputes", "dispute", "status = 'under_review'"), article);
    for (var status : List.of("active", "trialing")) {
      var where = "status = '" + status + "'";
      see("subscription-" + status, row("subscriptions", "recurring_payment", where), article);
    }
    see("run-failed", row("runs", "actionflow_run", "status = 'failed'"), article);
    see("event-failed", row("inbox", "stripe_event", "status = 'failed'"), article);
    see("event-done", row("inbox", "stripe_event", "status = 'done'"), article);
    see("endpoint", row("endpoints", "actionflow_endpoint", "status = 'paused'"), ".facts");
    see("audited", row("audit", "audit", "true"), ".facts");
    for (var who : List.of("Ada%", "عمر%", "Wolfe%", "Donau%")) {
      var order = id("orders", "payer_name like '" + who + "'");
      see("person-" + order, "/admin/people/of-order/" + order, ".person-kept");
    }
  }

  private static final String TURN = "status like '%needs_response'";

  /**
   * @param act what its button opens
   * @param title of the dialog
   */
  private void act(String name, String path, String act, String title) {
    see(name, path, page -> open(page, act), "dialog.act[open] h2:has-text(\"" + title + "\")");
  }

  private static void open(Page page, String act) {
    var opener = page.locator("main [data-act^='%1$s-'], main [data-act='%1$s']".formatted(act));
    var menu =
        page.locator("main details.act-more")
            .filter(new Locator.FilterOptions().setHas(page.locator("[data-act^='" + act + "-']")));
    if (menu.count() > 0) {
      menu.first().locator("summary").click();
    }
    opener.first().click();
  }

  private void acts() {
    var paid = row("payments", "payment", "status = 'succeeded' and currency = 'kwd'");
    var held = row("payments", "payment", "status = 'authorized'");
    var review = row("orders", "orders", "status = 'review'");
    var open = row("orders", "orders", "status = 'pending' and price_id is null");
    var active = row("subscriptions", "recurring_payment", "status = 'active'");
    var endpoint = row("endpoints", "actionflow_endpoint", "status = 'paused'");
    act("act-refund", paid, "refund", "Refund");
    see(
        "act-refund-refused",
        paid,
        page -> {
          open(page, "refund");
          page.locator("dialog.act[open] [type=submit]").click();
        },
        "dialog.act[open] .field-problem:not(:empty)");
    act("act-ask", paid, "ask-payment", "Ask Stripe about this payment?");
    act("act-capture", held, "capture", "Capture");
    act("act-cancel-payment", held, "cancel-payment", "Cancel this payment?");
    act("act-resolve", review, "resolve", "Resolve the review");
    see(
        "act-resolve-refund",
        review,
        page -> {
          open(page, "resolve");
          page.locator("dialog.act[open] input[value=refund]").check();
        },
        "dialog.act[open] button:has-text('Give back')");
    act("act-mail", open, "mail", "Mail a pay-link");
    act("act-link", open, "link", "pay-link");
    act("act-links", open, "links", "links");
    act("act-cancel-order", open, "cancel-order", "Cancel this order?");
    act("act-quantity", active, "quantity", "Change the quantity");
    act("act-end", active, "end", "End this subscription");
    act("act-endpoint-test", endpoint, "test-endpoint", "Send a test delivery?");
    act("act-endpoint-resume", endpoint, "resume-endpoint", "Resume this endpoint?");
    act("act-endpoint-secret", endpoint, "rotate-endpoint", "Make a new secret?");
    act("act-endpoint-new", "/admin/endpoints", "new-endpoint", "New endpoint");
    act("act-key-new", "/admin/keys", "new-key", "New key");
    act("act-key-secret", "/admin/keys", "rotate-key", "New secret for");
    act("act-key-revoke", "/admin/keys", "revoke-key", "Revoke");
    act("act-runs", "/admin/runs", "retry-runs", "Retry failed runs");
    act("act-events", "/admin/inbox", "retry-events", "Retry failed events");
    var run = row("runs", "actionflow_run", "status = 'failed'");
    act("act-run-retry", run, "retry-run", "Try this run again?");
    act("act-run-cancel", run, "cancel-run", "Give this run up?");
    var event = row("inbox", "stripe_event", "status = 'failed'");
    act("act-replay", event, "replay", "Apply this event again?");
    see(
        "act-menu",
        paid,
        page -> page.locator("main details.act-more > summary").first().click(),
        ".act-menu");
  }

  private void search() {
    Consumer<Page> opened = page -> page.locator("#search-open").click();
    see("search", "/admin/orders", opened, ".find-hit");
    see(
        "search-found",
        "/admin/orders",
        opened.andThen(page -> page.locator("#find-text").fill("donau")),
        ".find-hit:has-text('Donau')");
    see(
        "search-nothing",
        "/admin/orders",
        opened.andThen(page -> page.locator("#find-text").fill("nobody is called so")),
        ".find-none");
    see(
        "search-failed",
        "/admin/orders",
        opened.andThen(
            page -> {
              page.route("**/admin/search", Route::abort);
              page.locator("#find-text").fill("ada");
            }),
        ".find-none:has-text('was not reached')");
  }

  private void frame() {
    see(
        "menu",
        "/admin/orders",
        page -> {
          page.setViewportSize(390, 844);
          page.locator("[popovertarget=menu]").click();
        },
        "#menu .side-item[aria-current]");
    see(
        "account-menu",
        "/admin/orders",
        page -> page.locator("[popovertarget=account]").click(),
        "#account");
    see("keys-help", "/admin/orders", page -> page.keyboard().press("?"), ".key-help[open]");
    see("no-such-row", "/admin/orders/999999999", "[data-problem='404']");
    see("no-such-page", "/admin/nothing/here", "[data-problem='404']");
    see(
        "signed-out",
        "/admin/orders",
        page -> {
          var kept = page.context().cookies();
          page.waitForCondition(() -> page.locator("#desk-sum .bone").count() == 0);
          page.context().clearCookies();
          page.evaluate("htmx.trigger('#desk-sum', 'load-sum')");
          page.locator("#session-ended[open]").waitFor();
          page.context().addCookies(kept.stream().map(ShopStates::again).toList());
        },
        "#session-ended[open]");
  }

  private static com.microsoft.playwright.options.Cookie again(
      com.microsoft.playwright.options.Cookie one) {
    return new com.microsoft.playwright.options.Cookie(one.name, one.value)
        .setUrl(StartedService.url())
        .setHttpOnly(one.httpOnly)
        .setSameSite(one.sameSite);
  }
}
