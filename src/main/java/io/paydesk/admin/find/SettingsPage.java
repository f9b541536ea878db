package io.paydesk.admin.find;

import io.paydesk.about.SettingView;
import io.paydesk.about.SettingsView;
import io.quarkus.qute.RawString;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Settings and health.
 *
 * @param groups what belongs together, by the second word of its name
 */
public record SettingsPage(SettingsView about, List<Group> groups) {

  /** Settings that belong together, those that are set first. */
  public record Group(String title, List<SettingView> settings) {

    public long set() {
      return settings.stream().filter(SettingView::set).count();
    }
  }

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("ACTIONFLOW", "Runs and deliveries"),
          Map.entry("ADMIN", "This page"),
          Map.entry("ALERT", "Alerts"),
          Map.entry("AUDIT", "Audit"),
          Map.entry("BOOTSTRAP", "First key"),
          Map.entry("BRAND", "Brand"),
          Map.entry("ENDPOINT", "Endpoint by settings"),
          Map.entry("ENTITLEMENT", "Access by subscriptions"),
          Map.entry("HTTP", "Requests"),
          Map.entry("IDEMPOTENCY", "Repeated requests"),
          Map.entry("MAIL", "Receipts by mail"),
          Map.entry("MCP", "Agents"),
          Map.entry("PAGE", "Payer's page"),
          Map.entry("PAYMENT", "Payments"),
          Map.entry("STREAM", "Streams"),
          Map.entry("STRIPE", "Calls to Stripe"),
          Map.entry("WEBHOOK", "Stripe's events"));

  static SettingsPage of(SettingsView about) {
    var groups = new LinkedHashMap<String, List<SettingView>>();
    about
        .settings()
        .forEach(
            setting ->
                groups.merge(
                    title(setting.name()),
                    List.of(setting),
                    (some, one) -> Stream.concat(some.stream(), one.stream()).toList()));
    return new SettingsPage(
        about,
        groups.entrySet().stream()
            .map(group -> new Group(group.getKey(), setFirst(group.getValue())))
            .sorted((one, other) -> one.title.compareTo(other.title))
            .toList());
  }

  private static List<SettingView> setFirst(List<SettingView> settings) {
    return Stream.concat(
            settings.stream().filter(SettingView::set),
            settings.stream().filter(setting -> !setting.set()))
        .toList();
  }

  private static String title(String name) {
    if (name.startsWith("STRIPE_")) {
      return "Stripe account";
    }
    return TITLES.getOrDefault(name.split("_")[1].toUpperCase(Locale.ROOT), "General");
  }

  /** What a setting is for, with what is to be typed as code. */
  public RawString meaning(SettingView setting) {
    var escaped =
        setting.meaning().replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    return new RawString(escaped.replaceAll("`([^`]*)`", "<code>$1</code>"));
  }

  /** "90 days (2160H)": a length of time in words, and anything else as it is. */
  public String shown(String value) {
    return LengthInWords.of(value).map(words -> words + " (" + value + ")").orElse(value);
  }

  /** Whether what is due has waited for longer than it should. */
  public boolean isLate(Instant due, Instant now) {
    return due.isBefore(now.minusSeconds(120));
  }
}
