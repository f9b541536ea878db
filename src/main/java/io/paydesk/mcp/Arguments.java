package io.paydesk.mcp;

import static java.util.Objects.requireNonNull;

import io.paydesk.problem.BodyProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.RowId;
import io.paydesk.rest.StorableText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an agent has sent to a tool. It is read as strictly as the body of a request. */
final class Arguments {

  private final Map<String, Object> sent;

  private Arguments(Map<String, Object> sent) {
    this.sent = sent;
  }

  /**
   * @throws Refusal {@code unknown-field}, {@code invalid-request} or {@code invalid-text}: with a
   *     filter that is misspelt, the answer must not be everybody's rows
   */
  static Arguments read(List<Argument> known, Map<String, Object> sent) {
    var names = known.stream().map(Argument::name).sorted().toList();
    for (var name : sent.keySet()) {
      if (!names.contains(name)) {
        throw BodyProblems.unknownField(name, names);
      }
    }
    var read = new HashMap<String, Object>();
    for (var argument : known) {
      var value = sent.get(argument.name());
      if (value != null) {
        read.put(argument.name(), checked(argument, value));
      } else if (argument.required()) {
        throw invalid(argument, "is missing. It is: " + argument.description());
      }
    }
    return new Arguments(read);
  }

  private static Object checked(Argument argument, Object value) {
    return switch (argument.type()) {
      case TEXT -> text(argument, value);
      case WHOLE_NUMBER -> number(argument, value);
    };
  }

  private static String text(Argument argument, Object value) {
    if (!(value instanceof String text)) {
      throw invalid(argument, "is text, in quotes");
    }
    StorableText.check(argument.name(), text);
    if (StorableText.isBlank(text)) {
      throw invalid(argument, "is blank: give it a value, or leave it out");
    }
    return text;
  }

  private static Long number(Argument argument, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw invalid(argument, "is a whole number such as 42, not in quotes");
  }

  private static Refusal invalid(Argument argument, String sentence) {
    return BodyProblems.invalid(Map.of(argument.name(), sentence));
  }

  @Nullable String text(String name) {
    return (String) sent.get(name);
  }

  /** Of an argument that the tool needs: {@link #read} has refused a call without it. */
  String neededText(String name) {
    return requireNonNull(text(name));
  }

  @Nullable Long whole(String name) {
    return (Long) sent.get(name);
  }

  /** Of an argument that the tool needs. */
  RowId neededRow(String name) {
    return requireNonNull(row(name));
  }

  /**
   * @throws Refusal {@code invalid-id}
   */
  @Nullable RowId row(String name) {
    var id = sent.get(name);
    return id == null ? null : RowId.fromString(id.toString());
  }

  PageQuery page() {
    var page = new PageQuery();
    page.limit = sent.containsKey("limit") ? sent.get("limit").toString() : null;
    page.after = text("after");
    return page;
  }
}
