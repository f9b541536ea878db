package io.paydesk.admin.act;

import static io.paydesk.admin.act.KeyScope.reading;
import static io.paydesk.admin.act.KeyScope.writing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a new key can be narrowed to. Scopes of a role that may do nothing with them are left out,
 * as are those to write what nobody writes.
 */
public final class KeyScopes {

  /** Part of the API, and what of it may be let in. */
  public record Part(String title, String about, List<KeyScope> scopes) {

    /** The roles of which one may have any of it. */
    public String roles() {
      return scopes.stream()
          .flatMap(scope -> Stream.of(scope.roles().split(" ")))
          .distinct()
          .collect(Collectors.joining(" "));
    }
  }

  /** Parts of one kind. */
  public record Group(String title, List<Part> parts) {

    public String roles() {
      return parts.stream()
          .flatMap(part -> Stream.of(part.roles().split(" ")))
          .distinct()
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * What a key is often for.
   *
   * @param ticks the scopes, separated by blanks
   * @param roles for which it makes sense, separated by blanks
   */
  public record Preset(String title, String ticks, String roles) {}

  static final String READ = "read";

  static final List<Preset> PRESETS =
      List.of(
          new Preset("Reads everything", READ, "admin service support"),
          new Preset(
              "Sells",
              "read orders:write payments:write checkout-sessions:write recurring-payments:write"
                  + " tokens:write",
              "admin service"),
          new Preset(
              "Gives refunds", "orders:read payments:read refunds:write search:read", "admin"),
          new Preset(
              "Keeps the books",
              "orders:read payments:read refunds:read disputes:read recurring-payments:read"
                  + " figures:read",
              "admin service support"),
          new Preset(
              "Looks after webhooks", "actionflows:write events:write alerts:read", "admin"));

  static final List<Group> GROUPS =
      List.of(
          new Group(
              "Money",
              List.of(
                  new Part(
                      "Orders",
                      "Make and cancel them. Pay-links need payers' tokens too",
                      List.of(
                          reading("orders", "orders"),
                          writing("orders", "Change", "orders").ofSupportToo())),
                  new Part(
                      "Payments",
                      "Begin, cancel and capture them",
                      List.of(
                          reading("payments", "payments"),
                          writing("payments", "Change", "payments"))),
                  new Part(
                      "Stripe's checkout",
                      "Send payers to a page of Stripe's",
                      List.of(
                          reading("checkout-sessions", "checkout sessions"),
                          writing("checkout-sessions", "Begin", "checkout sessions"))),
                  new Part(
                      "Refunds",
                      "Give money back",
                      List.of(
                          reading("refunds", "refunds"),
                          writing("refunds", "Make", "refunds").ofAdmins())),
                  new Part(
                      "Disputes", "What banks take back", List.of(reading("disputes", "disputes"))),
                  new Part(
                      "Subscriptions",
                      "Begin, change and end them",
                      List.of(
                          reading("recurring-payments", "subscriptions"),
                          writing("recurring-payments", "Change", "subscriptions"))),
                  new Part(
                      "Figures",
                      "What came in, over time",
                      List.of(reading("figures", "figures"))))),
          new Group(
              "Payers",
              List.of(
                  new Part(
                      "Payers' tokens and links",
                      "A key that makes them can act as any payer",
                      List.of(
                          writing("tokens", "Make", "payers' tokens and links").ofSupportToo())),
                  new Part(
                      "People",
                      "One payer's page also asks for what it shows: orders, payments and so on",
                      List.of(reading("users", "people"))),
                  new Part(
                      "Entitlements",
                      "What a payer has paid for",
                      List.of(reading("entitlements", "entitlements"))),
                  new Part(
                      "Saved payment methods",
                      "Remove them, and choose the default",
                      List.of(
                          reading("payment-methods", "saved payment methods"),
                          writing("payment-methods", "Change", "saved payment methods"))),
                  new Part(
                      "Saving a payment method",
                      "Without paying at once",
                      List.of(writing("setup-intents", "Begin", "saving a payment method"))),
                  new Part(
                      "Links to saved payment methods",
                      "Make them, and take them back",
                      List.of(
                          reading("card-links", "links to saved payment methods"),
                          writing("card-links", "Change", "links to saved payment methods")
                              .ofSupportToo())),
                  new Part(
                      "Search",
                      "It finds orders, payments, refunds, disputes and subscriptions",
                      List.of(reading("search", "whatever is searched for"))))),
          new Group(
              "Your app",
              List.of(
                  new Part(
                      "The stream",
                      "Each payment, refund and subscription as it changes, with its user",
                      List.of(reading("changes", "the stream"))),
                  new Part(
                      "Endpoints and runs",
                      "What your app is told",
                      List.of(
                          reading("actionflows", "endpoints and runs").ofAdmins(),
                          writing("actionflows", "Change", "endpoints and runs").ofAdmins())),
                  new Part(
                      "Stripe's events",
                      "Have them applied again",
                      List.of(
                          reading("events", "Stripe's events").ofAdmins(),
                          writing("events", "Repeat", "Stripe's events").ofAdmins())))),
          new Group(
              "This service",
              List.of(
                  new Part(
                      "Alerts",
                      "What needs somebody",
                      List.of(reading("alerts", "alerts").ofAdmins())),
                  new Part(
                      "Audit", "Who did what", List.of(reading("audit", "the audit").ofAdmins())),
                  new Part(
                      "Settings",
                      "What is set, without secrets",
                      List.of(reading("settings", "settings").ofAdmins())),
                  new Part(
                      "Domains of wallets",
                      "For Apple Pay and Google Pay",
                      List.of(
                          reading("payment-method-domains", "domains of wallets").ofAdmins(),
                          writing("payment-method-domains", "Register", "domains of wallets")
                              .ofAdmins())))));

  private static final Map<String, String> WORDS =
      all().collect(Collectors.toMap(KeyScope::name, KeyScope::inWords));

  private KeyScopes() {}

  static Stream<KeyScope> all() {
    return GROUPS.stream().map(Group::parts).flatMap(List::stream).flatMap(KeyScopes::scopes);
  }

  private static Stream<KeyScope> scopes(Part part) {
    return part.scopes().stream();
  }

  /**
   * "read orders, make refunds".
   *
   * @param scopes of a key; one that this dialog does not offer is told as the API has it
   */
  static String inWords(List<String> scopes) {
    Function<String, String> words =
        scope -> scope.equals(READ) ? "read everything" : WORDS.getOrDefault(scope, scope);
    return scopes.stream().map(words).collect(Collectors.joining(", "));
  }
}
