package io.paydesk.order;

import io.paydesk.listing.Rows;
import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.InvoiceSnapshot;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * What somebody owes, and how much of it is paid. Its methods are its legal moves; call them under
 * the row's lock.
 */
@Entity
@Table(name = "orders")
public class Order extends ReviewedOrder {

  static final Rows<Order> ROWS =
      Rows.of(Order.class, order -> order.id, order -> order.createdAt)
          .withAmount(order -> order.amount);

  /** Minor units that were captured of it; null unless that is done later than the payment. */
  public @Nullable Long amountCaptured;

  public @Nullable Long renewalOf;

  public @Nullable String invoiceId;

  /** The subscription whose invoice it is: an order may have had several subscriptions. */
  public @Nullable Long recurringPaymentId;

  /** As Stripe states it; null until an invoice or a checkout session pays the order. */
  @Embedded public @Nullable OrderBill bill;

  public @Nullable Instant periodStart;

  public @Nullable Instant periodEnd;

  public @Nullable Instant cancelRequestedAt;

  /** Null where somebody asked for it, and where it has expired: see {@link #whyCanceled}. */
  @Convert(converter = CancelReason.Text.class)
  public @Nullable CancelReason cancelReason;

  /** When its end was begun because nobody had paid it in time; null unless it was. */
  public @Nullable Instant expiredAt;

  /** All disputes of its payments, oldest first; always replaced as a whole. */
  @Convert(converter = OrderDisputes.class)
  public List<OrderDispute> disputes = List.of();

  @Column(updatable = false)
  public Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp public Instant updatedAt = createdAt;

  /**
   * An order to be paid, or to be seen as paid where it costs nothing.
   *
   * @param amount minor units
   */
  static Order costing(long amount) {
    var order = new Order();
    order.amount = amount;
    order.status = amount == 0 ? OrderStatus.PAID : OrderStatus.PENDING;
    return order;
  }

  /** Whether its shop asked nothing for it. No payment ever belongs to it. */
  public boolean isFree() {
    return amount == 0 && renewalOf == null;
  }

  /** Whether a payment may begin: the order is open, and nobody has asked to cancel it. */
  public boolean isPayable() {
    return status == OrderStatus.PENDING && cancelRequestedAt == null;
  }

  /** Whether somebody asked to cancel it, and no payer was faster. */
  public boolean isCalledOff() {
    return cancelRequestedAt != null
        && (status == OrderStatus.PENDING || status == OrderStatus.CANCELED);
  }

  /**
   * The order of a later invoice, already paid, of the subscription that this order began.
   *
   * @param line what the invoice is for; null where Stripe does not say
   * @param itsPrice used with {@code seats} where the line does not say
   */
  public Order renewal(
      long recurring,
      InvoiceSnapshot invoice,
      @Nullable InvoiceLine line,
      @Nullable String itsPrice,
      int itsSeats) {
    var renewal = new Order();
    renewal.userId = userId;
    renewal.amount = Math.max(invoice.amounts().total(), 0);
    renewal.currency = invoice.currency();
    renewal.description = description;
    renewal.receiptEmail = receiptEmail;
    renewal.payerName = payerName;
    renewal.metadata = new HashMap<>(metadata);
    renewal.priceId = line == null || line.priceId() == null ? itsPrice : line.priceId();
    long quantity = line == null || line.quantity() == null ? itsSeats : line.quantity();
    renewal.quantity = (int) Math.min(Math.max(quantity, 1), Integer.MAX_VALUE);
    renewal.renewalOf = id;
    renewal.status = OrderStatus.PAID;
    renewal.bill(recurring, invoice, line);
    return renewal;
  }

  /**
   * Takes over the amounts of the invoice that pays it, and what the invoice is for where that is
   * known.
   */
  public void bill(long recurring, InvoiceSnapshot invoice, @Nullable InvoiceLine line) {
    invoiceId = invoice.id();
    recurringPaymentId = recurring;
    bill = OrderBill.of(invoice.amounts());
    periodStart = line == null ? null : line.periodStart();
    periodEnd = line == null ? null : line.periodEnd();
  }

  /** Takes over the amounts of the checkout session that pays it. */
  public void bill(OrderBill stated) {
    bill = stated;
  }

  /**
   * Minor units that pay all of it: what Stripe charged, what the shop captured, else what the shop
   * asked.
   */
  public long due() {
    if (bill != null) {
      return bill.charged();
    }
    return amountCaptured == null ? amount : amountCaptured;
  }

  /** The exact amount has come. If the order was paid before or canceled, it goes into review. */
  public void pay() {
    switch (status) {
      case PENDING -> {
        status = OrderStatus.PAID;
        expiredAt = null;
      }
      case CANCELED -> review("paid-after-cancel");
      case PAID, PARTIALLY_REFUNDED, REFUNDED, REVIEW -> review("second-success");
    }
  }

  /** The shop has taken this much of what the payer's bank held, and that pays it. */
  public void capture(long captured) {
    amountCaptured = captured;
  }

  /**
   * Minor units that the payer's bank had held beside what was captured, and let go; null where
   * nothing is captured later than the payment.
   */
  @Nullable Long amountReleased() {
    if (amountCaptured == null) {
      return null;
    }
    long held = bill == null ? amount : bill.total();
    return Math.max(held - amountCaptured, 0);
  }

  public void requestCancel() {
    cancelRequestedAt = cancelRequestedAt == null ? Instant.now() : cancelRequestedAt;
  }

  /** Nobody has paid it in time. Somebody who asked for its end before has brought that about. */
  public void expire() {
    if (cancelRequestedAt == null) {
      requestCancel();
      expiredAt = cancelRequestedAt;
    }
  }

  /** Whether its end was begun, or came, because nobody had paid it in time. */
  public boolean hasExpired() {
    return expiredAt != null && (status == OrderStatus.PENDING || status == OrderStatus.CANCELED);
  }

  /** Stripe refused to end the payment or subscription. */
  public void dropCancelRequest() {
    cancelRequestedAt = null;
    if (status == OrderStatus.PENDING) {
      expiredAt = null;
    }
  }

  public void applyDisputes(List<OrderDispute> all) {
    disputes = all;
  }

  /**
   * Nothing was paid and nothing will be. Only for a pending order without live payments and
   * subscriptions; {@link OrderRecorder} tells the app.
   *
   * @param why nobody asked for it; null where somebody did or it has expired
   */
  void cancel(@Nullable CancelReason why) {
    status = OrderStatus.CANCELED;
    cancelReason = cancelRequestedAt == null ? why : null;
  }

  /** Null where somebody asked for it. */
  public @Nullable CancelReason whyCanceled() {
    return hasExpired() ? CancelReason.EXPIRED : cancelReason;
  }

  /** Sets the status that follows from the refunds of a paid order; it may also go back. */
  public void applyRefunds(OrderStatus derived) {
    status = derived;
  }
}
