package io.paydesk.timeline;

/**
 * The statement that reads one page of an order's history: whatever tables say when something
 * happened, brought to the columns of {@link Recorded}. Each part begins at an index with ids of
 * this one order, so it costs as much as the order has lived, whatever else the tables hold.
 */
final class TimelineRows {

  /** So many renewals, the latest ones, are told of beside the first order of a subscription. */
  private static final int RENEWALS = 500;

  /** The rows of the order that are asked for. */
  private static final String ROWS =
      """
      with o as materialized (select * from orders where id = $1 and $2),
      p as materialized (select * from payment where order_id = $1 and ($2 or id = $3)),
      r as materialized (select * from refund where order_id = $1 and ($2 or id = $4 or payment_id = $3)),
      d as materialized (select * from dispute where order_id = $1 and ($2 or id = $5 or payment_id = $3)),
      s as materialized (select * from recurring_payment where order_id = $1 and ($2 or id = $6)),
      renewed as materialized (
        select * from orders where renewal_of = $1 and ($2 or recurring_payment_id = $6) order by id desc limit %d),
      of_order as materialized (
        select 'order' as about, id as row_id, id as order_id, null::bigint as payment_id, 'orders/' || id as called,
          created_at, updated_at, status, amount, currency::text, null::text as because
        from o
        union all
        select 'payment', id, order_id, id, 'payments/' || id, created_at, updated_at, status,
          case when origin = 'invoice' then amount_received else amount end, currency, coalesce(surface, origin)
        from p
        union all
        select 'refund', id, order_id, payment_id, 'refunds/' || id, created_at, updated_at, status, amount, currency, origin
        from r
        union all
        select 'dispute', id, order_id, payment_id, 'disputes/' || id, created_at, updated_at, status, amount, currency,
          reason
        from d
        union all
        select 'recurring_payment', id, order_id, null, 'recurring-payments/' || id, created_at, updated_at, status, null,
          null, surface
        from s
        union all
        select 'renewal', id, id, null, 'orders/' || id, created_at, updated_at, status, coalesce(charged, amount), currency,
          null
        from renewed),
      its_runs as materialized (
        select x.*, e.url
        from actionflow_run x
        left join actionflow_endpoint e on x.target = 'endpoint:' || e.id
        where x.order_id = $1
          and ($2 or x.subject in (select about || ':' || row_id from of_order where about <> 'renewal'))),
      its_events as materialized (
        select seq, id, type, object_id, status, reason, attempts, received_at, finished_at
        from stripe_event
        where object_id = any(array(
          select payment_intent_id from p where payment_intent_id is not null
          union select charge_id from p where charge_id is not null
          union select checkout_session_id from p where checkout_session_id is not null
          union select invoice_id from p where invoice_id is not null
          union select x.id from payment_decline x where x.payment_id = any(array(select id from p))
          union select refund_id from r where refund_id is not null
          union select dispute_id from d
          union select warning_id from fraud_warning w where w.payment_id = any(array(select id from p))
          union select subscription_id from s where subscription_id is not null
          union select checkout_session_id from s where checkout_session_id is not null
          union select latest_invoice_id from s where latest_invoice_id is not null
          union select first_invoice_id from s where first_invoice_id is not null
          union select invoice_id from o where invoice_id is not null))),
      """
          .formatted(RENEWALS);

  /** The call by which each row was made, where the audit still has it. */
  private static final String MADE =
      """
      made as materialized (
        select x.*, first.was as began_as, by_call.id as audit_id, by_call.caller, by_call.role
        from of_order x
        left join lateral (
          select h.was from history h
          where h.order_id = x.order_id and h.about = x.about and h.row_id = x.row_id and h.what = 'status'
          order by h.id limit 1) first on true
        left join lateral (
          select a.id, a.caller, a.role from audit a
          where (a.subject = x.called
                 and a.operation in ('createOrder', 'startPayment', 'createRefund', 'startRecurringPayment')
              or a.subject = 'checkout-sessions/' || x.row_id and a.operation = 'startCheckoutSession'
                 and x.about in ('payment', 'recurring_payment') and x.because in ('hosted', 'embedded', 'elements'))
            and a.at between x.created_at - interval '1 minute' and x.created_at + interval '1 minute'
            and coalesce(a.status, 0) < 400
          order by a.id limit 1) by_call on true),
      """;

  /**
   * What one transaction wrote has one time, and is in the order in which one thing brought about
   * the other: a refund or a recurring payment, its payment, their order.
   */
  private static final String TOLD =
      """
      told as (
        select created_at as at, 10 as rank, row_id as n, 'made' as source, about, row_id, order_id, payment_id,
          null::text as what, null::text as was, coalesce(began_as, status) as became, amount, currency, because,
          null::timestamptz as until, null::text as event_id, audit_id, null::bigint as run_id, caller, role,
          null::text as told, null::text as outcome, null::integer as tries, null::timestamptz as together
        from made
        union all
        select min(h.at) over (partition by h.order_id, h.began_at), case x.about when 'dispute' then 60 when 'payment' then 62 when 'order' then 63 when 'renewal' then 63 else 61 end,
          h.id, 'changed', x.about, h.row_id, h.order_id, x.payment_id, h.what, h.was, h.became, h.amount,
          x.currency, h.because, h.until,
          (select min(e.id) from its_events e where e.finished_at = h.began_at),
          a.id, null, a.caller, a.role, null, null, null, h.began_at
        from of_order x
        join history h on h.order_id = x.order_id and h.row_id = x.row_id
          and h.about = case x.about when 'renewal' then 'order' else x.about end
        left join lateral (
          select c.id, c.caller, c.role from audit c
          where c.subject = x.called and c.at = h.began_at order by c.id limit 1) a on true
        union all
        select updated_at, 70, row_id, 'last', about, row_id, order_id, payment_id, null, null, status, amount, currency,
          null, null, null, null, null, null, null, null, null, null, null
        from made
        where began_as is null and created_at < (select history_since from installation)
          and updated_at > created_at + interval '1 second'
        union all
        select received_at, 30, seq, 'event', null, null, $1::bigint, null, null, null, status, null, null, reason, null, id, null,
          null, null, null, type, null, attempts, case when status = 'done' then finished_at end
        from its_events
        union all
        select x.created_at, 40, row_number() over (order by x.created_at, x.id), 'decline',
          case when x.payment_id is null then 'recurring_payment' else 'payment' end,
          coalesce(x.payment_id, x.recurring_payment_id), $1::bigint, x.payment_id, null, null, null, p.amount, p.currency,
          coalesce(x.decline_code, x.code), null, null, null, null, null, null, null, null, null, null
        from payment_decline x
        left join p on p.id = x.payment_id
        where x.payment_id = any(array(select id from p)) or x.recurring_payment_id = any(array(select id from s))
        union all
        select w.created_at, 50, w.id, 'warning', 'payment', w.payment_id, w.order_id, w.payment_id, null, null, null, null,
          null, w.fraud_type, null, null, null, null, null, null, null, null, null, null
        from fraud_warning w where w.payment_id = any(array(select id from p))
        union all
        select t.ended_at, 90, t.run_id * 100000 + t.attempt, 'attempt', null, null, x.order_id, null, x.transition, x.flow,
          case when t.error is null then 'done' when x.status = 'failed' and t.attempt = x.attempts then 'given_up'
               else 'failed' end,
          null, null,
          (select 'has-address' from orders where id = x.order_id and receipt_email is not null), null, null, null, x.id, coalesce(x.url, ''), null, x.target, t.error, t.attempt, null
        from actionflow_attempt t join its_runs x on x.id = t.run_id
        union all
        select created_at, 80, id, 'waiting', null, null, order_id, null, transition, flow, 'waiting', null, null, null, null,
          null, null, id, coalesce(url, ''), null, target, null, attempts, null
        from its_runs where status = 'waiting' and attempts = 0
        union all
        select finished_at, 90, id * 100000, 'canceled', null, null, order_id, null, transition, flow, 'canceled', null, null,
          null, null, null, null, id, coalesce(url, ''), null, target, null, attempts, null
        from its_runs where status = 'canceled'
        union all
        select coalesce(m.sent_at, m.given_up_at), 85, m.id, 'mail', null, null, m.order_id, null,
          case when not m.to_order_address then 'elsewhere' end, null, m.status, null, null, m.reason, null, null, null, null,
          null, null, null, null, m.attempts, null
        from pay_link_mail m where m.order_id = $1 and $2 and m.status <> 'waiting'
        union all
        select a.at, 20, a.id, 'call', null, null, $1::bigint, null, null, null, null, null, null, a.problem, null, null, a.id, null,
          a.caller, a.role, a.operation, a.subject, a.status, a.at
        from audit a
        where a.subject = any(array(
          select called from of_order where about <> 'renewal'
          union all select 'actionflows/runs/' || id from its_runs))
          and a.id not in (select audit_id from made where audit_id is not null))
      """;

  /**
   * Its values: the order, whether all of it, the payment, refund, dispute and recurring payment to
   * tell of, the place after which to go on, and how many.
   */
  static final String READ =
      ROWS
          + MADE
          + TOLD
          + """
          select told.*, coalesce(k.name, '') as key_name
          from told
          left join api_key k on told.caller = 'key:' || k.id
          where $7::bigint is null or (at, rank, n) < (
            timestamptz '1970-01-01 00:00:00Z' + $7 * interval '1 microsecond', $8::integer, $9::bigint)
          order by at desc, rank desc, n desc
          limit $10
          """;

  private TimelineRows() {}
}
