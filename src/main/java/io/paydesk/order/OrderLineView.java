package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paydesk.money.Money;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One line of an order, with amounts in major units as they were sent. */
@Schema(name = "OrderLine")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderLineView(
    @Schema(required = true, examples = "Ticket, row A") String name,
    @Schema(required = true, description = "Of one, in major units", examples = "49.99")
        String amount,
    @Schema(required = true, examples = "2") int quantity,
    @Schema(required = true, description = "Of all of them, in major units", examples = "99.98")
        String total,
    @Schema(description = "Stripe's code for how it is taxed", examples = "txcd_10000000")
        @Nullable String taxCode,
    @Schema(examples = "https://shop.example/ticket.png") @Nullable String imageUrl) {

  /** Null where the shop named none. */
  static @Nullable List<OrderLineView> allOf(Order order) {
    return order.lines.isEmpty()
        ? null
        : order.lines.stream().map(line -> of(line, order.currency)).toList();
  }

  private static OrderLineView of(OrderLine line, String currency) {
    return new OrderLineView(
        line.name(),
        Money.price(line.amount(), currency),
        line.quantity(),
        Money.price(line.total(), currency),
        line.taxCode(),
        line.imageUrl());
  }
}
