package io.paydesk.webhook;

import java.util.Locale;

/** Every reason to ignore an event. src/docs/reference/events.md tells people what each means. */
public enum IgnoredBecause {
  /** No callback takes its type, and none needs to. */
  NO_CALLBACK_FOR_THIS_TYPE,
  /** No callback takes its type, but perhaps one should. */
  UNHANDLED_TYPE,
  /** It is of test mode and our key of live mode, or the other way round. */
  WRONG_MODE,
  /** It happened in an account that is connected to ours. */
  ANOTHER_ACCOUNT,
  /** A thin event whose snapshot event was dealt with already. */
  TOLD_BY_ITS_SNAPSHOT,
  /** A thin event that names no object that Stripe could be asked for. */
  NAMES_NO_OBJECT,
  /** Stripe says that it does not know the object any more. */
  GONE_AT_STRIPE,
  /** Neither our row nor our mark has anything to do with the intent. */
  NOT_OF_THIS_INSTALLATION,
  /** No payment here is the one that it is about, or not yet. */
  UNKNOWN_PAYMENT,
  /** It waited for the payment that it is about, and by now that does not come any more. */
  PAYMENT_NEVER_CAME,
  /** The intent bears the mark of a payment that has another intent. */
  ANOTHER_INTENT,
  /** The intent pays an invoice of a subscription of ours: the invoice's events tell of it. */
  PAYMENT_OF_AN_INVOICE,
  /** An invoice that belongs to no subscription. */
  NOT_OF_A_SUBSCRIPTION,
  /** No subscription here is the one that it is about. */
  UNKNOWN_SUBSCRIPTION,
  /** The subscription bears the mark of a row that has another subscription. */
  ANOTHER_SUBSCRIPTION,
  /** No subscription here waits for the SetupIntent. */
  UNKNOWN_SETUP_INTENT;

  static IgnoredBecause of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As it is kept and shown, such as {@code wrong-mode}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
