package io.paydesk.actionflow;

import io.paydesk.transaction.CallbackFlow;

/** The row of a run, as table and id: {@code payment:7}. An order is just {@code order:7}. */
record Subject(String table, long id) {

  static Subject of(CallbackFlow flow, long id) {
    return new Subject(table(flow), id);
  }

  static String table(CallbackFlow flow) {
    return switch (flow) {
      case PAYMENT -> "payment";
      case REFUND -> "refund";
      case ORDER -> "order";
      case RECURRING_PAYMENT_MANAGEMENT, RECURRING_PAYMENT_DEDUCTION -> "recurring_payment";
    };
  }

  static Subject of(String text) {
    int colon = text.indexOf(':');
    return new Subject(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return table + ":" + id;
  }
}
