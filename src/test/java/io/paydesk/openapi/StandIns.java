package io.paydesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts into what was recorded, for all that is different in each run, what is the same in each: ids
 * by the order in which they come, times and secrets by the name of their field.
 */
final class StandIns {

  /** A table, and the id that its first recorded row is shown with. */
  private record Table(String name, String id, long first) {

    Table(String name, long first) {
      this(name, "id", first);
    }
  }

  /** As the parameters of the description name them. */
  private static final List<Table> TABLES =
      List.of(
          new Table("orders", 42),
          new Table("payment", 7),
          new Table("refund", 3),
          new Table("recurring_payment", 4),
          new Table("dispute", 2),
          new Table("actionflow_endpoint", 5),
          new Table("actionflow_run", 1),
          new Table("alert", 3),
          new Table("stripe_event", "seq", 12),
          new Table("api_key", 7),
          new Table("audit", 4711),
          new Table("setup_intent", 6),
          new Table("pay_link", 7),
          new Table("pay_link_mail", 9));

  /** Ids begin so high that no other number is taken for one: 70, two digits of the table, six. */
  private static final Pattern ROW = Pattern.compile("\\b70(\\d{2})\\d{6}\\b");

  private static final Pattern OF_STRIPE =
      Pattern.compile(
          "\\b(pi|pm|pmd|cs_test|seti|sub|re|pyr|in|evt|dp|du|ch|py|cus|issfr|price|promo)_[A-Za-z0-9]{12,}");

  private static final Pattern CLIENT_SECRET = Pattern.compile("_secret_[A-Za-z0-9]{8,}");

  private static final Pattern RANDOM_UUID =
      Pattern.compile("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

  private static final Pattern INSTANT =
      Pattern.compile("\\b20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

  /** The story of one morning and what follows from it, whenever it really happened. */
  private static final Map<String, String> TIMES =
      Map.ofEntries(
          Map.entry("createdAt", "2026-11-23T09:30:00Z"),
          Map.entry("openedAt", "2026-11-23T09:29:58Z"),
          Map.entry("firstOrderAt", "2026-11-23T09:30:00Z"),
          Map.entry("lastOrderAt", "2026-11-23T09:30:00Z"),
          Map.entry("migratedAt", "2026-11-23T09:00:00Z"),
          Map.entry("eventReceivedAt", "2026-11-23T09:31:02Z"),
          Map.entry("eventAppliedAt", "2026-11-23T09:31:03Z"),
          Map.entry("runSucceededAt", "2026-11-23T09:31:03Z"),
          Map.entry("checkDueAt", "2026-11-23T09:36:00Z"),
          Map.entry("consentAt", "2026-11-23T09:30:00Z"),
          Map.entry("created", "2026-11-23T09:31:01Z"),
          Map.entry("receivedAt", "2026-11-23T09:31:02Z"),
          Map.entry("cancelRequestedAt", "2026-11-23T09:31:01Z"),
          Map.entry("orderExpiresAt", "2026-11-23T09:31:01Z"),
          Map.entry("latest", "2027-11-23T09:30:00Z"),
          Map.entry("together", "2026-11-23T09:31:02Z"),
          Map.entry("canceledAt", "2026-11-23T09:31:02Z"),
          Map.entry("updatedAt", "2026-11-23T09:31:02Z"),
          Map.entry("finishedAt", "2026-11-23T09:31:03Z"),
          Map.entry("endedAt", "2026-11-23T09:31:03Z"),
          Map.entry("failingSince", "2026-11-23T09:31:03Z"),
          Map.entry("nextAttemptAt", "2026-11-23T09:31:08Z"),
          Map.entry("at", "2026-11-23T09:31:01Z"),
          Map.entry("timestamp", "2026-11-23T09:31:02Z"),
          Map.entry("sentAt", "2026-11-23T09:31:03Z"),
          Map.entry("lastUsedAt", "2026-11-23T09:31:00Z"),
          Map.entry("inAnHour", "2026-11-23T10:30:00Z"),
          Map.entry("revokedAt", "2026-11-23T10:00:00Z"),
          Map.entry("lastRefusedAt", "2026-11-23T10:05:00Z"),
          Map.entry("raisedAt", "2026-11-23T09:32:00Z"),
          Map.entry("lastSeenAt", "2026-11-23T09:37:00Z"),
          Map.entry("ticketExpiresAt", "2026-11-23T09:31:00Z"),
          Map.entry("expiresAt", "2026-11-24T08:30:00Z"),
          Map.entry("sessionExpiresAt", "2026-11-24T08:30:00Z"),
          Map.entry("dueBy", "2026-12-02T09:29:58Z"),
          Map.entry("disputeDueBy", "2026-12-02T09:29:58Z"),
          Map.entry("trialEnd", "2026-12-07T09:30:00Z"),
          Map.entry("captureBefore", "2026-11-30T09:30:58Z"),
          Map.entry("captureRequestedAt", "2026-11-23T09:31:01Z"),
          Map.entry("currentPeriodStart", "2026-11-23T09:30:00Z"),
          Map.entry("currentPeriodEnd", "2026-12-23T09:30:00Z"),
          Map.entry("periodStart", "2026-11-23T09:30:00Z"),
          Map.entry("periodEnd", "2026-12-23T09:30:00Z"),
          Map.entry("until", "2026-12-23T09:30:00Z"),
          Map.entry("chargedAt", "2026-12-23T10:30:00Z"),
          Map.entry("asOf", "2026-11-23T09:31:02Z"),
          Map.entry("goodUntil", "2026-11-23T09:46:02Z"),
          Map.entry("endsAt", "2026-12-23T09:30:00Z"),
          Map.entry("since", "2026-11-23T09:31:02Z"));

  private static final String RECEIPT = "https://pay.stripe.com/receipts/payment/CAcaFwoVYWNjdA";

  private static final String INVOICE = "https://invoice.stripe.com/i/acct_123/test_YWNjdA";

  private static final String INVOICE_PDF =
      "https://pay.stripe.com/invoice/acct_123/test_YWNjdA/pdf";

  private static final Map<String, String> SECRETS =
      Map.ofEntries(
          Map.entry("publishableKey", "pk_test_123"),
          Map.entry("stripeScript", "https://js.stripe.com/dahlia/stripe.js"),
          Map.entry("secret", "whsec_<base64 of 32 random bytes>"),
          Map.entry("keySecret", "pdk_test_..."),
          Map.entry("token", "pdk_user_test_..."),
          Map.entry("lastFour", "x7Qa"),
          Map.entry("ticket", "pWx3vB0m2Qk6Yh1tUe9sRfLzAa4cDdGgJjKkMmNnPpQ"),
          Map.entry("receiptUrl", RECEIPT),
          Map.entry("receipt_url", RECEIPT),
          Map.entry("invoiceUrl", INVOICE),
          Map.entry("hosted_invoice_url", INVOICE),
          Map.entry("invoicePdf", INVOICE_PDF),
          Map.entry("invoice_pdf", INVOICE_PDF));

  /** The longest first, as an address may have another one's host in it. */
  private final Map<String, String> named =
      new TreeMap<>(
          Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

  private final Map<String, String> given = new HashMap<>();
  private final Map<Table, TreeSet<String>> rows = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Statements after which the rows of each table have ids that can be told from other numbers. */
  static List<String> statements() {
    return TABLES.stream()
        .map(
            table ->
                "alter table %s alter column %s restart with 70%02d000001"
                    .formatted(table.name(), table.id(), TABLES.indexOf(table)))
        .toList();
  }

  /** Shows this text, wherever it stands, as that one. */
  void show(String real, String shown) {
    named.put(real, shown);
  }

  /** Learns what ids there are, in the order in which they come. */
  void learn(JsonNode value) {
    var text = named(value.toString());
    ROW.matcher(text)
        .results()
        .forEach(id -> rows.computeIfAbsent(table(id), x -> new TreeSet<>()).add(id.group()));
    OF_STRIPE.matcher(text).results().forEach(id -> next(id.group(), id.group(1) + "_", 123));
    RANDOM_UUID.matcher(text).results().forEach(this::uuid);
  }

  private static Table table(MatchResult id) {
    return TABLES.get(Integer.parseInt(id.group(1)));
  }

  /** What is shown for it, once all of it is learned. */
  JsonNode of(JsonNode value) {
    return of("", value);
  }

  private JsonNode of(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      var copy = JsonNodeFactory.instance.objectNode();
      for (var field : object.properties()) {
        copy.set(field.getKey(), of(nameIn(object, field.getKey()), field.getValue()));
      }
      return copy;
    }
    if (value instanceof ArrayNode array) {
      var copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> copy.add(of(name, element)));
      return copy;
    }
    if (value.isTextual()) {
      return JsonNodeFactory.instance.textNode(text(name, value.textValue()));
    }
    // How often a row was written until it was looked at is luck.
    if (name.equals("version")) {
      return JsonNodeFactory.instance.numberNode(1);
    }
    if (name.endsWith("LagSeconds")) {
      return JsonNodeFactory.instance.numberNode(0);
    }
    if (name.equals("took")) {
      return JsonNodeFactory.instance.numberNode(42);
    }
    return value.isIntegralNumber() ? number(value) : value;
  }

  /** The name of a field, or a better one where the other fields say more. */
  private static String nameIn(ObjectNode object, String name) {
    return switch (name) {
      case "expiresAt" -> expiry(object);
      case "secret" -> object.has("key") ? "keySecret" : name;
      case "endsAt" -> object.path("status").asText().equals("canceled") ? "canceledAt" : name;
      case "currentPeriodEnd" ->
          object.path(name).equals(object.path("trialEnd")) ? "trialEnd" : name;
      default -> name;
    };
  }

  private static String expiry(ObjectNode object) {
    if (object.has("ticket")) {
      return "ticketExpiresAt";
    }
    if (object.has("orderId")) {
      return "orderExpiresAt";
    }
    return object.has("token") || object.has("lastFour") ? "inAnHour" : "expiresAt";
  }

  private JsonNode number(JsonNode value) {
    var text = value.asText();
    var shown = of(text);
    return shown.equals(text) ? value : JsonNodeFactory.instance.numberNode(Long.parseLong(shown));
  }

  private String text(String name, String value) {
    if (SECRETS.containsKey(name)) {
      return SECRETS.get(name);
    }
    if (name.equals("from") || name.equals("to")) {
      return value; // whoever asks has said it
    }
    if (INSTANT.matcher(value).matches()) {
      if (!TIMES.containsKey(name)) {
        throw new IllegalStateException("Give '" + name + "' a time among the stand-ins");
      }
      return TIMES.get(name);
    }
    return value.contains("data: {") ? stream(value) : of(value);
  }

  private String stream(String frames) {
    return frames
        .lines()
        .map(
            line ->
                line.startsWith("data: ")
                    ? "data: " + of(Recording.json(line.substring("data: ".length())))
                    : of(line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String named(String text) {
    var shown = text;
    for (var one : named.entrySet()) {
      shown = shown.replace(one.getKey(), one.getValue());
    }
    return shown;
  }

  private String of(String text) {
    var shown = named(text);
    shown = ROW.matcher(shown).replaceAll(this::row);
    shown = OF_STRIPE.matcher(shown).replaceAll(id -> next(id.group(), id.group(1) + "_", 123));
    shown = CLIENT_SECRET.matcher(shown).replaceAll("_secret_456");
    shown = RANDOM_UUID.matcher(shown).replaceAll(this::uuid);
    return INSTANT
        .matcher(shown)
        .replaceAll(
            time -> TIMES.containsValue(time.group()) ? time.group() : TIMES.get("createdAt"));
  }

  /** Later rows have higher ids here too, without the gaps. */
  private String row(MatchResult id) {
    var table = table(id);
    return "" + (table.first() + rows.get(table).headSet(id.group()).size());
  }

  private String uuid(MatchResult found) {
    return given.computeIfAbsent(
        found.group(),
        real ->
            UUID.nameUUIDFromBytes(("run " + number("uuid")).getBytes(StandardCharsets.UTF_8))
                .toString());
  }

  private String next(String real, String prefix, long first) {
    return given.computeIfAbsent(real, x -> prefix + (first - 1 + number(prefix)));
  }

  private int number(String kind) {
    return numbers.merge(kind, 1, Integer::sum);
  }
}
