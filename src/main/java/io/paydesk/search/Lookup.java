package io.paydesk.search;

import java.util.Set;

/**
 * All that a search may ask the database, one statement each. Each has one parameter, {@code $1},
 * but that of a sum, and reads a bounded number of rows by an index.
 */
enum Lookup {
  ORDER(HitKind.ORDER, "o.id = $1"),
  PAYMENT(HitKind.PAYMENT, "p.id = $1"),
  RECURRING_PAYMENT(HitKind.RECURRING_PAYMENT, "s.id = $1"),
  REFUND(HitKind.REFUND, "r.id = $1"),
  DISPUTE(HitKind.DISPUTE, "d.id = $1"),
  SETUP_INTENT(HitKind.SETUP_INTENT, "x.id = $1"),
  RUN(HitKind.RUN, "a.id = $1"),

  PAYMENT_BY_UUID(HitKind.PAYMENT, "p.uuid = $1"),
  RECURRING_PAYMENT_BY_UUID(HitKind.RECURRING_PAYMENT, "s.uuid = $1"),
  REFUND_BY_UUID(HitKind.REFUND, "r.uuid = $1"),
  SETUP_INTENT_BY_UUID(HitKind.SETUP_INTENT, "x.uuid = $1"),
  RUN_BY_UUID(HitKind.RUN, "a.uuid = $1"),

  PAYMENT_BY_INTENT(HitKind.PAYMENT, "p.payment_intent_id = $1", "pi"),
  PAYMENT_BY_CHARGE(HitKind.PAYMENT, "p.charge_id = $1", "ch", "py"),
  PAYMENT_BY_SESSION(HitKind.PAYMENT, "p.checkout_session_id = $1", "cs"),
  PAYMENT_BY_INVOICE(HitKind.PAYMENT, "p.invoice_id = $1", "in"),
  PAYMENT_BY_METHOD(
      HitKind.PAYMENT,
      "p.payment_method_id = $1 and p.consent_at is not null order by p.id desc",
      "pm",
      "card"),
  PAYMENT_BY_WARNING(
      HitKind.PAYMENT,
      "p.id = (select payment_id from fraud_warning where warning_id = $1)",
      "issfr"),
  ORDER_BY_INVOICE(HitKind.ORDER, "o.invoice_id = $1", "in"),
  RECURRING_PAYMENT_BY_SUBSCRIPTION(HitKind.RECURRING_PAYMENT, "s.subscription_id = $1", "sub"),
  RECURRING_PAYMENT_BY_SESSION(HitKind.RECURRING_PAYMENT, "s.checkout_session_id = $1", "cs"),
  RECURRING_PAYMENT_BY_INVOICE(HitKind.RECURRING_PAYMENT, "s.latest_invoice_id = $1", "in"),
  RECURRING_PAYMENT_BY_SETUP(HitKind.RECURRING_PAYMENT, "s.pending_setup_intent = $1", "seti"),
  REFUND_BY_STRIPE_ID(HitKind.REFUND, "r.refund_id = $1", "re", "pyr"),
  DISPUTE_BY_STRIPE_ID(HitKind.DISPUTE, "d.dispute_id = $1", "du", "dp"),
  SETUP_INTENT_BY_STRIPE_ID(HitKind.SETUP_INTENT, "x.setup_intent_id = $1", "seti"),
  SETUP_INTENT_BY_SESSION(HitKind.SETUP_INTENT, "x.checkout_session_id = $1", "cs"),
  SETUP_INTENT_BY_METHOD(
      HitKind.SETUP_INTENT, "x.payment_method_id = $1 order by x.id desc", "pm", "card"),
  USER_BY_CUSTOMER(HitKind.USER, "c.customer_id = $1", "cus"),
  EVENT_BY_STRIPE_ID(HitKind.EVENT, "e.id = $1", "evt"),
  /** Whatever it is: Stripe may have told of an object that no row has. */
  EVENT_BY_OBJECT(HitKind.EVENT, "e.object_id = $1 order by e.seq desc"),

  /** Of each currency in {@code $2} the newest, so that one cannot hide another. */
  ORDER_BY_AMOUNT(
      "select f.* from unnest($2::text[]) c(code) cross join lateral ("
          + HitKind.ORDER.select()
          + "where o.currency = c.code::char(3) and o.amount = $1 order by o.id desc limit 5) f"
          + " order by f.order_id desc limit 5"),

  ORDER_BY_EMAIL(Beginning.of("receipt_email")),
  ORDER_BY_USER(Beginning.of("user_id")),
  ORDER_BY_NAME(Beginning.of("payer_name")),
  /** Who has saved a card, and may have no order. */
  USER_BY_ID(HitKind.USER, "c.user_id = $1");

  /** Of one lookup. */
  static final int MOST_ROWS = 5;

  private final HitKind kind;
  private final String sql;
  private final Set<String> prefixes;

  Lookup(HitKind kind, String condition, String... prefixes) {
    this.kind = kind;
    this.sql = kind.select() + "where " + condition + " limit " + MOST_ROWS;
    this.prefixes = Set.of(prefixes);
  }

  Lookup(String sql) {
    this.kind = HitKind.ORDER;
    this.sql = sql;
    this.prefixes = Set.of();
  }

  HitKind kind() {
    return kind;
  }

  /** What Stripe's ids begin with, which it looks for; empty where it looks for no such id. */
  Set<String> prefixes() {
    return prefixes;
  }

  String sql() {
    return sql;
  }
}
