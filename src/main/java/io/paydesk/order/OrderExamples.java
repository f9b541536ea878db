package io.paydesk.order;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.rest.Page;
import io.paydesk.rest.Statuses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two tickets for 99.99 USD, in every state that an order of theirs may have. */
public final class OrderExamples implements ApiExamples {

  private static final Instant MORNING = Instant.parse("2026-11-23T09:30:00Z");

  /** An order of this status, made in the morning and changed a minute later. */
  public static Order order(OrderStatus status) {
    var order = new Order();
    order.id = 42L;
    order.userId = "user-1";
    order.amount = 9999;
    order.currency = "usd";
    order.description = "Two tickets";
    order.receiptEmail = "ada@example.com";
    order.metadata = Map.of("seats", "A1, A2");
    order.status = status;
    order.createdAt = MORNING;
    order.updatedAt = status == OrderStatus.PENDING ? MORNING : MORNING.plusSeconds(60);
    order.version = status == OrderStatus.PENDING ? 0 : 1;
    return order;
  }

  @Override
  public void addTo(ExampleBook book) {
    var pending = OrderView.of(order(OrderStatus.PENDING));
    var paid = OrderView.of(order(OrderStatus.PAID));
    book.request("createOrder", "one-time", tickets());
    book.request("createOrder", "subscription", membership());
    book.answer("createOrder", 201, "pending", pending);
    book.answer("getOrder", 200, "paid", paid);
    book.answer("listOrders", 200, "a-page", new Page<>(List.of(paid), "42"));
    book.answer("listOrders", 200, "the-last-page", new Page<>(List.of(pending), null));
    ofReading(book);
    ofWriting(book);
  }

  private static CreateOrder tickets() {
    return new CreateOrder(
        "user-1",
        "99.99",
        "usd",
        "Two tickets",
        "ada@example.com",
        Map.of("seats", "A1, A2"),
        null,
        null,
        null);
  }

  private static CreateOrder membership() {
    return new CreateOrder(
        "user-1", "9.00", "eur", "Membership", "ada@example.com", null, "price_monthly", 1, 14);
  }

  private static void ofReading(ExampleBook book) {
    book.problem("order-not-found", OrderProblems.notFound(42));
    book.problem("invalid-order-status", () -> Statuses.read(OrderStatus.class, "payed"));
  }

  private static void ofWriting(ExampleBook book) {
    book.problem(
        () -> new CreateOrder("user-1", "1.00", "usd", null, null, tooMany(), null, null, null));
    book.problem(OrderProblems.invalidReceiptEmail());
    book.problem(OrderProblems.noTrialWithoutPrice());
    book.problem(OrderProblems.linked(42));
    book.problem(OrderProblems.alreadyPaid(order(OrderStatus.PAID)));
    book.problem(OrderProblems.notPayable(order(OrderStatus.CANCELED)));
    book.problem(OrderProblems.notCancelable(order(OrderStatus.REVIEW)));
    book.problem(OrderProblems.notInReview(order(OrderStatus.PAID)));
    book.problem(OrderProblems.refundUnderWay(order(OrderStatus.REVIEW)));
  }

  private static Map<String, String> tooMany() {
    return IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value"));
  }
}
