package io.paydesk.admin.list;

/** What a dispute asks of the shop, as Stripe's status says. */
final class Disputed {

  private Disputed() {}

  /** Whether it is the shop's turn. */
  static boolean needsAnAnswer(String status) {
    return status.endsWith("needs_response");
  }
}
