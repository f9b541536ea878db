package io.paydesk.order;

import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.InvoiceSnapshot;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.type.SqlTypes;

/**
 * What somebody owes, and how far it is paid. Its methods are its legal moves; call them under the
 * row's lock.
 */
@Entity
@Table(name = "orders")
public class Order extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public Long id;

  @Version public int version;

  public String userId;

  /** Minor units. */
  public long amount;

  public String currency;
  public String description;

  /** Where its receipts go; personal, so it is in no log. May be null. */
  public String receiptEmail;

  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, String> metadata = new HashMap<>();

  public String priceId;

  public Integer quantity;

  public Integer trialDays;

  public Long renewalOf;

  public String invoiceId;

  /** Whose invoice it is: an order may have had several subscriptions. */
  public Long recurringPaymentId;

  /** As Stripe states it; null while no invoice pays the order. */
  @Embedded public OrderBill bill;

  public Instant periodStart;

  public Instant periodEnd;

  public OrderStatus status = OrderStatus.PENDING;

  public String reviewReason;

  public Resolution resolution;

  public String resolvedBy;

  public Instant resolvedAt;

  /** What an admin should know though the review was ended. */
  public String warning;

  public Instant cancelRequestedAt;

  /** Null where somebody asked for it. */
  public CancelReason cancelReason;

  /** What banks call into question of its payments; each time all of it, by age. */
  @Convert(converter = OrderDisputes.class)
  public List<OrderDispute> disputes = List.of();

  @Column(updatable = false)
  public Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp public Instant updatedAt = createdAt;

  /** Whether somebody may begin to pay: it is open, and nobody has asked to call it off. */
  public boolean isPayable() {
    return status == OrderStatus.PENDING && cancelRequestedAt == null;
  }

  /**
   * The order of one more invoice of the subscription that this order began, which is paid already.
   *
   * @param line what it is for; null where Stripe does not say
   * @param itsPrice and its seats, where the line does not say
   */
  public Order renewal(
      long recurring, InvoiceSnapshot invoice, InvoiceLine line, String itsPrice, int itsSeats) {
    var renewal = new Order();
    renewal.userId = userId;
    renewal.amount = Math.max(invoice.amounts().total(), 0);
    renewal.currency = invoice.currency();
    renewal.description = description;
    renewal.receiptEmail = receiptEmail;
    renewal.metadata = new HashMap<>(metadata);
    renewal.priceId = line == null || line.priceId() == null ? itsPrice : line.priceId();
    long quantity = line == null || line.quantity() == null ? itsSeats : line.quantity();
    renewal.quantity = (int) Math.min(Math.max(quantity, 1), Integer.MAX_VALUE);
    renewal.renewalOf = id;
    renewal.status = OrderStatus.PAID;
    renewal.bill(recurring, invoice, line);
    return renewal;
  }

  /** Takes over what the invoice that pays it comes to, and what it is for where that is told. */
  public void bill(long recurring, InvoiceSnapshot invoice, InvoiceLine line) {
    invoiceId = invoice.id();
    recurringPaymentId = recurring;
    bill = OrderBill.of(invoice.amounts());
    periodStart = line == null ? null : line.periodStart();
    periodEnd = line == null ? null : line.periodEnd();
  }

  /** Minor units that pay all of it: what an invoice charged, else what the shop asked. */
  public long due() {
    return bill == null ? amount : bill.charged();
  }

  public boolean isForSubscription() {
    return priceId != null;
  }

  /**
   * Exactly what was ordered has come. A second time, or for an order that was called off, it is a
   * case for review.
   */
  public void pay() {
    switch (status) {
      case PENDING -> status = OrderStatus.PAID;
      case CANCELED -> review("paid-after-cancel");
      case PAID, PARTIALLY_REFUNDED, REFUNDED, REVIEW -> review("second-success");
    }
  }

  /** Money has come that does not fit the order, whatever state it is in. */
  public void review(String reason) {
    status = OrderStatus.REVIEW;
    if (reviewReason == null || resolution != null) {
      reviewReason = reason;
    } else if (!List.of(reviewReason.split(", ")).contains(reason)) {
      reviewReason = reviewReason + ", " + reason;
    }
    dropResolution();
    resolvedAt = null;
    warning = null;
  }

  public void requestCancel() {
    cancelRequestedAt = cancelRequestedAt == null ? Instant.now() : cancelRequestedAt;
  }

  /** Stripe refused to end what pays it. */
  public void dropCancelRequest() {
    cancelRequestedAt = null;
  }

  public void applyDisputes(List<OrderDispute> all) {
    disputes = all;
  }

  /** Nothing is or will be paid. Only for an order on which nothing is live any more. */
  public void cancel() {
    cancelUnpaid(null);
  }

  /** Its subscription is over and no invoice of it was paid. */
  public void cancelUnpaid(CancelReason why) {
    if (status == OrderStatus.PENDING) {
      status = OrderStatus.CANCELED;
      cancelReason = cancelRequestedAt == null ? why : null;
    }
  }

  /** What follows from the refunds of a paid order, which may therefore also go back. */
  public void applyRefunds(OrderStatus derived) {
    status = derived;
  }

  /** A review that will end when something else is done. */
  public void requestResolution(Resolution how, String who) {
    resolution = how;
    resolvedBy = who;
    warning = null;
  }

  public void warn(String what) {
    warning = what;
  }

  /** What a review was to end by did not come about. */
  public void dropResolution() {
    resolution = null;
    resolvedBy = null;
  }

  /** Ends a review: {@code ends} is what the order is from now on. */
  public void resolve(Resolution how, String who, OrderStatus ends) {
    if (status != OrderStatus.REVIEW) {
      throw OrderProblems.notInReview(this);
    }
    status = ends;
    resolution = how;
    resolvedBy = who;
    resolvedAt = Instant.now();
  }
}
