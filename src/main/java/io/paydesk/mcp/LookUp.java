package io.paydesk.mcp;

import io.paydesk.caller.Call;
import io.paydesk.rest.PageQuery;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes tools that change nothing. */
final class LookUp {

  static final Argument USER =
      Argument.text("userId", "Only of this payer: the id that the app has for its user");
  static final Argument ORDER = Argument.number("orderId", "Only of this order");
  static final Argument PAYMENT = Argument.number("paymentId", "Only of this payment");

  private static final List<Argument> PAGE =
      List.of(
          Argument.number(
                  "limit", "How many rows at most; %d if left out".formatted(PageQuery.USUAL))
              .upTo(PageQuery.MOST),
          Argument.text("after", "The 'next' of the page before, for the page that follows"));

  private LookUp() {}

  static Argument status(Enum<?>[] values) {
    return Argument.oneOf("status", "Only of this status", values);
  }

  /** One page of rows, the newest first. */
  static Tool list(
      String name,
      String title,
      String description,
      Class<?> resource,
      Function<Arguments, Uni<?>> work,
      Argument... filters) {
    var arguments = new ArrayList<>(List.of(filters));
    arguments.addAll(PAGE);
    return new Tool(
        name, title, description, arguments, List.of(Call.reading(resource)), null, work);
  }

  static Tool one(
      String name,
      String title,
      String description,
      List<Call> calls,
      Function<Arguments, Uni<?>> work,
      Argument... arguments) {
    return new Tool(name, title, description, List.of(arguments), calls, null, work);
  }
}
