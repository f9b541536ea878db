package io.paydesk.mail;

/** What a receipt can be for. */
public enum ReceiptKind {
  PAYMENT,
  REFUND,
  /** Each paid invoice of a subscription, the first one too. */
  RENEWAL
}
