package io.paydesk.payment;

import io.paydesk.order.Order;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which field of an order a parameter of Stripe's comes from: the shop knows its own words. */
final class OrderField {

  private static final Map<String, String> FIELDS =
      Map.of(
          "amount", "price",
          "currency", "currency",
          "description", "description",
          "payment_intent_data[description]", "description",
          "payment_intent_data[statement_descriptor_suffix]", "statementDescriptorSuffix",
          "statement_descriptor_suffix", "statementDescriptorSuffix",
          "discounts[0][promotion_code]", "promotionCode",
          "discounts[0]", "promotionCode",
          "automatic_tax[enabled]", "automaticTax",
          "allow_promotion_codes", "allowPromotionCodes");

  /** What Stripe's names of a line begin with, and the line's own field. */
  private static final List<Map.Entry<String, String>> OF_LINES =
      List.of(
          Map.entry("[price_data][product_data][tax_code]", "taxCode"),
          Map.entry("[price_data][product_data][images]", "imageUrl"),
          Map.entry("[price_data][product_data][name]", "name"),
          Map.entry("[price_data][unit_amount]", "amount"),
          Map.entry("[quantity]", "quantity"));

  private static final Pattern LINE = Pattern.compile("line_items\\[(\\d{1,3})](.*)");

  private OrderField() {}

  /**
   * @param param as Stripe spells it; null where it names none
   * @return such as {@code lines[0].taxCode}; null where it comes from no field of the order
   */
  static @Nullable String of(Order order, @Nullable String param) {
    if (param == null) {
      return null;
    }
    var line = LINE.matcher(param);
    if (!line.matches()) {
      return FIELDS.get(param);
    }
    return OF_LINES.stream()
        .filter(known -> line.group(2).startsWith(known.getKey()))
        .findFirst()
        .map(known -> ofLine(order, line.group(1), known.getValue()))
        .orElse(null);
  }

  /** An order without lines is sold as one, made of the order's own fields. */
  private static @Nullable String ofLine(Order order, String number, String field) {
    if (!order.lines.isEmpty()) {
      return "lines[" + number + "]." + field;
    }
    return switch (field) {
      case "amount" -> "price";
      case "name" -> "description";
      default -> null;
    };
  }
}
