package io.paydesk.search;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import java.util.Arrays;
import java.util.Set;

/** What a search can find. */
public enum HitKind {
  USER(
      false,
      """
      select 'user' as kind, c.user_id as id, n.id as order_id, c.user_id, n.receipt_email,
        n.payer_name, null::bigint as amount, null::text as currency, null as status,
        coalesce(n.created_at, c.created_at) as created_at, null as words
      from stripe_customer c left join lateral
        (select * from orders n where n.user_id = c.user_id order by n.id desc limit 1) n on true
      """),
  ORDER(
      false,
      """
      select 'order' as kind, o.id::text as id, o.id as order_id, o.user_id, o.receipt_email,
        o.payer_name, o.amount, o.currency::text, o.status, o.created_at, o.description as words
      from orders o
      """),
  PAYMENT(
      false,
      """
      select 'payment' as kind, p.id::text as id, p.order_id, p.user_id, o.receipt_email,
        o.payer_name, p.amount, p.currency::text, p.status, p.created_at, o.description as words
      from payment p join orders o on o.id = p.order_id
      """),
  REFUND(
      false,
      """
      select 'refund' as kind, r.id::text as id, r.order_id, r.user_id, o.receipt_email,
        o.payer_name, r.amount, r.currency::text, r.status, r.created_at, o.description as words
      from refund r join orders o on o.id = r.order_id
      """),
  DISPUTE(
      false,
      """
      select 'dispute' as kind, d.id::text as id, d.order_id, d.user_id, o.receipt_email,
        o.payer_name, d.amount, d.currency::text, d.status, d.opened_at as created_at,
        o.description as words
      from dispute d join orders o on o.id = d.order_id
      """),
  RECURRING_PAYMENT(
      false,
      """
      select 'recurring_payment' as kind, s.id::text as id, s.order_id, s.user_id, o.receipt_email,
        o.payer_name, o.amount, o.currency::text, s.status, s.created_at, o.description as words
      from recurring_payment s join orders o on o.id = s.order_id
      """),
  SETUP_INTENT(
      false,
      """
      select 'setup_intent' as kind, x.id::text as id, n.id as order_id, x.user_id,
        n.receipt_email, n.payer_name, null::bigint as amount, null::text as currency, x.status,
        x.created_at, null as words
      from setup_intent x left join lateral
        (select * from orders n where n.user_id = x.user_id order by n.id desc limit 1) n on true
      """),
  EVENT(
      true,
      """
      select 'event' as kind, e.id, null::bigint as order_id, null as user_id,
        null as receipt_email, null as payer_name, null::bigint as amount,
        null::text as currency, e.status, e.received_at as created_at, e.type as words
      from stripe_event e
      """),
  RUN(
      true,
      """
      select 'run' as kind, a.id::text as id, a.order_id, a.user_id, null as receipt_email,
        null as payer_name, null::bigint as amount, null::text as currency, a.status,
        a.created_at, a.flow || ' ' || a.transition as words
      from actionflow_run a
      """);

  /** Whether its list is for admins alone, and so is what a search says of it. */
  private final boolean adminsAlone;

  private final String select;

  HitKind(boolean adminsAlone, String select) {
    this.adminsAlone = adminsAlone;
    this.select = select;
  }

  boolean isForAdminsAlone() {
    return adminsAlone;
  }

  /** All columns of a hit, up to the condition. */
  String select() {
    return select;
  }

  static HitKind of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findAny().orElseThrow();
  }

  /** What a person writes before its number. */
  Set<String> words() {
    return switch (this) {
      case USER -> Set.of("user", "payer", "customer");
      case ORDER -> Set.of("order");
      case PAYMENT -> Set.of("payment");
      case REFUND -> Set.of("refund");
      case DISPUTE -> Set.of("dispute");
      case RECURRING_PAYMENT -> Set.of("subscription", "recurring");
      case SETUP_INTENT -> Set.of("setup");
      case EVENT -> Set.of("event");
      case RUN -> Set.of("run");
    };
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
