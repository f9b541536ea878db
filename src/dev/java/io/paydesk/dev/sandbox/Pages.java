package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Lists, newest first, paged by cursor. See <a
 * href="https://docs.stripe.com/api/pagination">pagination</a>.
 */
final class Pages {

  private static final Set<String> PARAMETERS = Set.of("limit", "starting_after", "ending_before");
  private static final Set<String> CREATED =
      Set.of("created", "created[gt]", "created[gte]", "created[lt]", "created[lte]");

  private Pages() {}

  static Set<String> parametersAnd(Set<String> more) {
    Set<String> all = new HashSet<>(more);
    all.addAll(PARAMETERS);
    all.addAll(CREATED);
    return all;
  }

  static ObjectNode of(Table table, Ask ask, Predicate<ObjectNode> wanted) {
    return of(table, ask, wanted, ObjectNode::deepCopy);
  }

  static ObjectNode of(
      Table table, Ask ask, Predicate<ObjectNode> wanted, UnaryOperator<ObjectNode> shown) {
    Form form = ask.form();
    int limit = limit(form);
    String after = form.text("starting_after");
    String before = form.text("ending_before");
    if (after != null && before != null) {
      throw Refusal.invalid(
          "parameters_exclusive",
          "starting_after",
          "You may only specify one of these parameters: starting_after, ending_before.");
    }
    Predicate<ObjectNode> fits = wanted.and(created(form));
    List<ObjectNode> all = table.oldestFirst();
    ArrayNode data = Json.MAPPER.createArrayNode();
    boolean more = false;
    if (before != null) {
      int from = all.indexOf(table.named(before, "ending_before")) + 1;
      for (int i = from; i < all.size() && !more; i++) {
        if (fits.test(all.get(i))) {
          more = data.size() == limit;
          if (!more) {
            data.insert(0, shown.apply(all.get(i)));
          }
        }
      }
    } else {
      int from = after == null ? all.size() : all.indexOf(table.named(after, "starting_after"));
      for (int i = from - 1; i >= 0 && !more; i--) {
        if (fits.test(all.get(i))) {
          more = data.size() == limit;
          if (!more) {
            data.add(shown.apply(all.get(i)));
          }
        }
      }
    }
    return Json.object("object", "list", "data", data, "has_more", more, "url", ask.path());
  }

  private static int limit(Form form) {
    Long limit = form.number("limit");
    if (limit == null) {
      return 10;
    }
    if (limit < 1 || limit > 100) {
      throw Refusal.invalid(
          "parameter_invalid_integer",
          "limit",
          limit < 1
              ? "This value must be greater than or equal to 1."
              : "This value must be less than or equal to 100.");
    }
    return limit.intValue();
  }

  private static Predicate<ObjectNode> created(Form form) {
    Long at = form.number("created");
    Long gt = form.number("created[gt]");
    Long gte = form.number("created[gte]");
    Long lt = form.number("created[lt]");
    Long lte = form.number("created[lte]");
    return object -> {
      long created = object.path("created").asLong();
      return (at == null || created == at)
          && (gt == null || created > gt)
          && (gte == null || created >= gte)
          && (lt == null || created < lt)
          && (lte == null || created <= lte);
    };
  }
}
