package io.paydesk.admin.list;

import io.paydesk.admin.Section;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the page of a row is that the audit names: {@code orders/42}. */
final class SubjectPath {

  private static final Map<String, Section> SECTIONS =
      Map.of(
          "orders", Section.ORDERS,
          "payments", Section.PAYMENTS,
          "refunds", Section.REFUNDS,
          "disputes", Section.DISPUTES,
          "recurring-payments", Section.SUBSCRIPTIONS,
          "actionflows/runs", Section.RUNS,
          "actionflows/endpoints", Section.ENDPOINTS,
          "events", Section.INBOX);

  /** A number of ours, or Stripe's id of an event. */
  private static final Pattern ROW = Pattern.compile("[0-9]{1,18}|evt_[A-Za-z0-9_]{1,250}");

  private static final Pattern TYPED =
      Pattern.compile("(order|payment|refund|dispute|subscription|run|endpoint|key)s? #?([0-9]+)");

  private SubjectPath() {}

  /** Null where it has none. */
  static @Nullable String of(@Nullable String subject) {
    int slash = subject == null ? -1 : subject.lastIndexOf('/');
    if (subject == null || slash < 0 || !ROW.matcher(subject.substring(slash + 1)).matches()) {
      return null;
    }
    var section = SECTIONS.get(subject.substring(0, slash));
    return section == null ? null : section.href() + subject.substring(slash);
  }

  /** The audit's entries about it: null where it names a person, who stands in no address. */
  static @Nullable String audit(@Nullable String subject) {
    return subject == null || of(subject) == null
        ? null
        : Section.AUDIT.href() + "?subject=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }

  /** "payment 7" is {@code payments/7}; what is typed otherwise stays as it is. */
  static String typed(String words) {
    var found = TYPED.matcher(words.strip().toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      return words;
    }
    var name = found.group(1);
    var list =
        switch (name) {
          case "subscription" -> "recurring-payments/";
          case "run", "endpoint" -> "actionflows/" + name + "s/";
          default -> name + "s/";
        };
    return list + found.group(2);
  }
}
