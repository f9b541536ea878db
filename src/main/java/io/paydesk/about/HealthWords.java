package io.paydesk.about;

import io.paydesk.about.HealthView.Check;
import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/** Says what the checks of the readiness probe have found. */
final class HealthWords {

  private HealthWords() {}

  /**
   * @param payload as the probe answers it
   */
  static HealthView of(JsonObject payload) {
    return new HealthView(isUp(payload), checks(payload));
  }

  private static boolean isUp(JsonObject one) {
    return "UP".equals(one.getString("status", ""));
  }

  private static List<Check> checks(JsonObject payload) {
    return payload.containsKey("checks")
        ? payload.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
            .map(one -> new Check(name(one), isUp(one), says(one)))
            .sorted(Comparator.comparing(Check::name))
            .toList()
        : List.of();
  }

  private static String name(JsonObject check) {
    var name = check.getString("name", "");
    if (name.startsWith("Reactive PostgreSQL")) {
      return "PostgreSQL";
    }
    return name.equals("Database connections health check") ? "Connection that migrates" : name;
  }

  private static String says(JsonObject check) {
    var data =
        check.containsKey("data") ? check.getJsonObject("data") : JsonObject.EMPTY_JSON_OBJECT;
    return switch (name(check)) {
      case "Calls to Stripe" -> ofStripe(data);
      case "Listener for changed rows" ->
          data.getBoolean("listening", false)
              ? "Changes reach streams at once"
              : "Changes reach streams within a second, as they are looked for: the listening"
                  + " connection is being opened again";
      case "PostgreSQL" -> isUp(check) ? "The database answers" : "The database does not answer";
      default -> isUp(check) ? "Works" : "Does not work";
    };
  }

  private static String ofStripe(JsonObject data) {
    int silent = data.getInt("silentSeconds", 0);
    return (silent == 0
            ? "Threads are free to ask Stripe"
            : "All threads wait for Stripe, without an answer for " + silent + " s")
        + "; %d calls are under way, and %d wait"
            .formatted(data.getInt("active", 0), data.getInt("queued", 0));
  }
}
