package io.paydesk.dev.sandbox;

/**
 * What happens after a payment succeeded. See Stripe's test cards for <a
 * href="https://docs.stripe.com/testing#refunds">refunds</a> and <a
 * href="https://docs.stripe.com/testing#disputes">disputes</a>.
 */
sealed interface Aftermath {

  record Quiet() implements Aftermath {}

  record RefundsTakeTime() implements Aftermath {}

  record RefundsFail(String reason) implements Aftermath {}

  record IsDisputed(String reason, boolean inquiry) implements Aftermath {}

  /** First half of it, then the rest. */
  record IsDisputedTwice(String reason) implements Aftermath {}

  record IsWarnedOf(String fraudType) implements Aftermath {}
}
