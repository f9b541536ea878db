package io.paydesk.payment;

import io.paydesk.order.Order;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which field of an order a parameter of Stripe's comes from: the shop knows its own words. */
final class OrderField {

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("amount", "price"),
          Map.entry("currency", "currency"),
          Map.entry("description", "description"),
          Map.entry("payment_intent_data[description]", "description"),
          Map.entry(
              "payment_intent_data[statement_descriptor_suffix]", "statementDescriptorSuffix"),
          Map.entry("statement_descriptor_suffix", "statementDescriptorSuffix"),
          Map.entry("discounts[0][promotion_code]", "promotionCode"),
          Map.entry("discounts[0]", "promotionCode"),
          Map.entry("automatic_tax[enabled]", "automaticTax"),
          Map.entry("allow_promotion_codes", "allowPromotionCodes"),
          Map.entry("managed_payments[enabled]", "managedPayments"),
          Map.entry("adaptive_pricing", "adaptivePricing"),
          Map.entry("adaptive_pricing[enabled]", "adaptivePricing"));

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
