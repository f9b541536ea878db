package io.paydesk.caller;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is sent to links too, as they may see it: what somebody needs who pays the order
 * and follows the payment, and nothing that only its owner or the shop should know. Whatever
 * answers a link, by REST or in a stream, is this; anything else is not sent.
 */
public interface ForLinks {

  /** The same, as whoever has a link sees it. */
  ForLinks forLink();

  /** What it gives the payer to pay with; null where that is nothing. */
  default @Nullable HandedSecret handed() {
    return null;
  }
}
