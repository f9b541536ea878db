package io.paydesk.order;

import io.paydesk.problem.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes together with who sells an order and in which currency its payer pays, as far as the
 * order itself says. What Stripe would only refuse when the payer wants to pay is refused here.
 *
 * @see <a href="https://docs.stripe.com/payments/managed-payments/update-checkout">what Managed
 *     Payments do not take</a>
 */
final class SellingTerms {

  private SellingTerms() {}

  /**
   * @param amount minor units; of what is free, nothing is sold
   * @throws Refusal where they do not go together
   */
  static void check(CreateOrder request, long amount) {
    if (request.wantsStripeToSell()) {
      decidedByStripe(request).entrySet().stream()
          .filter(field -> field.getValue() != null)
          .findFirst()
          .ifPresent(
              field -> {
                throw notWithManagedPayments(field.getKey());
              });
      if (amount > 0 && request.priceId() == null && !hasTaxCodes(request)) {
        throw withoutTaxCode();
      }
    }
    if (Boolean.TRUE.equals(request.adaptivePricing()) && request.capturesLater()) {
      throw capturedInTheShopsCurrency();
    }
  }

  /** Field by field; null where it is not set. */
  private static Map<String, @Nullable Object> decidedByStripe(CreateOrder request) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("automaticTax", request.wantsTax() ? true : null);
    fields.put("invoice", request.wantsInvoice() ? true : null);
    fields.put("capture", request.capturesLater() ? true : null);
    fields.put("statementDescriptorSuffix", request.statementDescriptorSuffix());
    fields.put("adaptivePricing", request.adaptivePricing());
    fields.put("paymentMethodConfiguration", request.paymentMethodConfiguration());
    return fields;
  }

  private static boolean hasTaxCodes(CreateOrder request) {
    return request.lines() != null
        && request.lines().stream().allMatch(line -> line.taxCode() != null);
  }

  private static Refusal notWithManagedPayments(String field) {
    var why =
        switch (field) {
          case "automaticTax" -> "adds the tax by itself";
          case "invoice" -> "sends receipts and invoices by itself";
          case "capture" -> "takes the money at once";
          case "statementDescriptorSuffix" -> "decides what statements show";
          case "adaptivePricing" -> "always lets payers pay in their own currency";
          default -> "decides which payment methods it offers";
        };
    return Refusal.of(
            "not-with-managed-payments",
            422,
            "Stripe decides that where it sells",
            "With 'managedPayments' Stripe %s. Leave '%s' out, or 'managedPayments'."
                .formatted(why, field))
        .with("field", field);
  }

  private static Refusal withoutTaxCode() {
    return Refusal.of(
        "managed-payments-without-tax-code",
        422,
        "Stripe has to know what it sells",
        """
        With 'managedPayments' Stripe taxes each thing it sells: send 'lines', each with a 'taxCode' \
        that is eligible for Managed Payments, such as txcd_10103000. Or leave 'managedPayments' out.\
        """);
  }

  private static Refusal capturedInTheShopsCurrency() {
    return Refusal.of(
        "adaptive-pricing-captured-later",
        422,
        "What is captured later is paid in the shop's currency",
        """
        Stripe shows no other currency where the money is captured later. Leave 'adaptivePricing' \
        out, or 'capture'.\
        """);
  }
}
