package io.paydesk.page;

import io.paydesk.rest.LowerCase;

/** What the payer's page shows of an order. */
enum PageState {
  /** It waits for the payer, also for another try. */
  PAYABLE,
  /** The payer has come back, and Stripe is being asked. */
  CHECKING,
  /** The payer has done their part; a bank decides. */
  PROCESSING,
  /** The payer's bank holds the money. */
  HELD,
  PAID,
  /** A subscription is in its trial: nothing was charged yet. */
  STARTED,
  /** A subscription's invoice could not be charged: it waits for the payer. */
  DUE,
  REVIEW,
  CANCELED,
  EXPIRED;

  /** For the template and the page's modules. */
  public String text() {
    return LowerCase.text(this);
  }

  /** Whether something may still change without the payer. */
  boolean isLive() {
    return this == PAYABLE || this == CHECKING || this == PROCESSING || this == HELD || this == DUE;
  }
}
