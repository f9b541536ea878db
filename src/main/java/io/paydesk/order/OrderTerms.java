package io.paydesk.order;

import io.paydesk.stripe.CustomerDetails;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What the shop asked for with an order. It does not change once the order is made. */
@MappedSuperclass
public abstract class OrderTerms extends PanacheEntityBase {

  public String userId;

  /** Minor units. */
  public long amount;

  public String currency;
  public @Nullable String description;

  /** Where receipts go. It is personal data and never logged. */
  public @Nullable String receiptEmail;

  /** Personal data too. */
  public @Nullable String payerName;

  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, String> metadata = new HashMap<>();

  @Convert(converter = CaptureMethod.Text.class)
  public CaptureMethod capture = CaptureMethod.AUTOMATIC;

  public @Nullable String priceId;

  public @Nullable Integer quantity;

  public @Nullable Integer trialDays;

  /** What the payer's bank shows behind the shop's own name; only of a one-time order. */
  public @Nullable String statementDescriptorSuffix;

  /** They come to the amount; empty for an order that names none. */
  @Convert(converter = OrderLines.class)
  public List<OrderLine> lines = List.of();

  /** Whether the payer may enter promotion codes. */
  public boolean allowPromotionCodes;

  /** Stripe's promotion code that reduces it; null for none. */
  public @Nullable String promotionCode;

  /** Whether Stripe works out the tax and adds it, or shows it where prices include it. */
  public boolean automaticTax;

  /** Whether Stripe makes an invoice of what was paid. */
  public boolean invoice;

  /** Whether Stripe sells it, as the merchant of record, and works out the tax. */
  public boolean managedPayments;

  /** Whether its payer may pay in their own currency; null leaves it to the account at Stripe. */
  public @Nullable Boolean adaptivePricing;

  /** Stripe's, which says what payment methods its payer is offered; null for the usual one. */
  public @Nullable String paymentMethodConfiguration;

  /** Nobody begins to pay it from then on; null for an order without an end. */
  public @Nullable Instant expiresAt;

  /** How Stripe's dashboard names its payer. */
  public CustomerDetails payer() {
    return ReceiptEmail.payer(receiptEmail, payerName);
  }

  public boolean isCapturedLater() {
    return capture == CaptureMethod.MANUAL;
  }

  public boolean mayBeReduced() {
    return allowPromotionCodes || promotionCode != null;
  }

  /** Whether Stripe's words are about its promotion code. */
  public boolean isNamedIn(@Nullable String words) {
    return promotionCode != null && words != null && words.contains(promotionCode);
  }

  /** Whether Stripe may find a tax. */
  public boolean mayBeTaxed() {
    return automaticTax || managedPayments;
  }

  /** Whether only a checkout session can work out what is due. */
  public boolean isPricedByCheckout() {
    return mayBeReduced() || automaticTax;
  }

  /** Whether it is paid by a checkout session alone. */
  public boolean needsCheckout() {
    return isPricedByCheckout() || invoice || managedPayments || isForMethodsOfItsOwn();
  }

  /** A bare subscription cannot be told what methods to offer. */
  private boolean isForMethodsOfItsOwn() {
    return isForSubscription() && paymentMethodConfiguration != null;
  }

  public boolean isForSubscription() {
    return priceId != null;
  }
}
