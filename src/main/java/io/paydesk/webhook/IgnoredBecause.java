package io.paydesk.webhook;

import java.util.Locale;

/** All reasons to ignore an event; src/docs/reference/events.md explains each. */
public enum IgnoredBecause {
  /** No callback takes its type, and none needs to. */
  NO_CALLBACK_FOR_THIS_TYPE,
  /** No callback takes its type, but one may be missing. */
  UNHANDLED_TYPE,
  /** A test event while our key is live, or a live event while it is a test key. */
  WRONG_MODE,
  /** It happened in an account that is connected to ours. */
  ANOTHER_ACCOUNT,
  /** A thin event whose snapshot event was applied or ignored already. */
  TOLD_BY_ITS_SNAPSHOT,
  /** A thin event without an object that Stripe could be asked for. */
  NAMES_NO_OBJECT,
  /** Stripe no longer knows the object. */
  GONE_AT_STRIPE,
  /** Neither a row of ours nor our mark points to the intent. */
  NOT_OF_THIS_INSTALLATION,
  /** It is about a payment that is not here, or not yet. */
  UNKNOWN_PAYMENT,
  /** It waited for its payment, and the payment can no longer come. */
  PAYMENT_NEVER_CAME,
  /** The intent carries the mark of a payment that has another intent. */
  ANOTHER_INTENT,
  /** The checkout session carries the mark of a payment that has another session. */
  ANOTHER_SESSION,
  /** The intent pays an invoice of one of our subscriptions: the invoice's events report it. */
  PAYMENT_OF_AN_INVOICE,
  /** An invoice that belongs to no subscription. */
  NOT_OF_A_SUBSCRIPTION,
  /** It is about a subscription that is not here. */
  UNKNOWN_SUBSCRIPTION,
  /** The subscription carries the mark of a row that has another subscription. */
  ANOTHER_SUBSCRIPTION,
  /** The subscription carries the mark of a row whose checkout session has not made it. */
  NOT_OF_THE_SESSION,
  /** Neither a payer nor a subscription here waits for the SetupIntent. */
  UNKNOWN_SETUP_INTENT,
  /** The payment method was not saved here, or has paid nothing yet. */
  NO_SAVED_METHOD;

  static IgnoredBecause of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As it is stored and shown, such as {@code wrong-mode}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
