package io.paydesk.stripe;

import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData.ProductData;
import io.paydesk.stripe.CheckoutSessionRequest.Line;

/** One thing that a Checkout Session sells once: Stripe makes a price and a product of it. */
final class CheckoutItem {

  private CheckoutItem() {}

  static LineItem of(Line line, String currency) {
    var product = ProductData.builder().setName(line.name()).setTaxCode(line.taxCode());
    if (line.imageUrl() != null) {
      product.addImage(line.imageUrl());
    }
    return LineItem.builder()
        .setQuantity(line.quantity())
        .setPriceData(
            PriceData.builder()
                .setCurrency(currency)
                .setUnitAmount(line.amount())
                .setProductData(product.build())
                .build())
        .build();
  }
}
