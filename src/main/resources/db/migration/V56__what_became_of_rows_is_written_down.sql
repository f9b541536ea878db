-- What became of an order, and of all that belongs to it: one row for each change of a status, written by triggers, so that
-- no way to change a row goes past it. That a row was made is not written down: the row itself says when.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';

create table history (
  id       bigint generated always as identity,
  -- No foreign key: it would lock the order once more in each transaction.
  order_id bigint not null,
  -- The table of the row that changed, and its id.
  about    text not null,
  row_id   bigint not null,
  what     text not null check (what in ('status', 'review', 'capture_refused', 'amount', 'ending', 'pause', 'quantity',
             'price', 'period')),
  was      text,
  became   text,
  -- Minor units that go with it: what came, is held, goes back, is disputed.
  amount   bigint,
  -- Why, in the words of Stripe or of this service; never a text that somebody wrote.
  because  text,
  -- The time that goes with it: until when it is held, is to be answered, or goes on.
  until    timestamptz,
  at       timestamptz not null default clock_timestamp(),
  -- Whatever a transaction writes has the same: the audit's rows, runs and events that are done are found by it.
  began_at timestamptz not null default now(),
  primary key (order_id, id)
);

create function keep_history() returns trigger language plpgsql as $$
begin
  raise exception 'rows of history are neither changed nor removed' using errcode = 'restrict_violation';
end
$$;
create trigger keep_history before update or delete on history for each row execute function keep_history();
create trigger keep_all_history before truncate on history for each statement execute function keep_history();
alter table history enable always trigger keep_history;
alter table history enable always trigger keep_all_history;

-- Rows that are older may have changed before anybody wrote it down.
alter table installation add column history_since timestamptz not null default now();

create function note_order() returns trigger language plpgsql as $$
begin
  insert into history (order_id, about, row_id, what, was, became, because)
  values (new.id, 'order', new.id, case when old.status is distinct from new.status then 'status' else 'review' end,
    old.status, new.status,
    case when new.status = 'review' then new.review_reason
         when new.status = 'canceled' then case when new.expired_at is null then new.cancel_reason else 'expired' end
         when old.status = 'review' then new.resolution end);
  return null;
end
$$;
create trigger note_order after update on orders for each row
  when (old.status is distinct from new.status
    or new.status = 'review' and old.review_reason is distinct from new.review_reason)
  execute function note_order();

create function note_payment() returns trigger language plpgsql as $$
begin
  if old.status is distinct from new.status then
    insert into history (order_id, about, row_id, what, was, became, amount, because, until)
    values (new.order_id, 'payment', new.id, 'status', old.status, new.status,
      case when new.status = 'authorized' then new.amount_capturable
           when new.status = 'succeeded' then new.amount_received
           when new.status in ('partially_refunded', 'refunded') then new.amount_refunded
           else new.amount end,
      coalesce(new.failure_decline_code, new.failure_code),
      case when new.status = 'authorized' then new.capture_before end);
  end if;
  if new.capture_failure_code is not null
    and old.capture_failure_code is distinct from new.capture_failure_code then
    insert into history (order_id, about, row_id, what, was, became, because)
    values (new.order_id, 'payment', new.id, 'capture_refused', old.status, new.status,
      coalesce(new.capture_failure_decline_code, new.capture_failure_code));
  end if;
  return null;
end
$$;
create trigger note_payment after update on payment for each row
  when (old.status is distinct from new.status
    or old.capture_failure_code is distinct from new.capture_failure_code)
  execute function note_payment();

create function note_recurring_payment() returns trigger language plpgsql as $$
begin
  if old.status is distinct from new.status then
    insert into history (order_id, about, row_id, what, was, became, because, until)
    values (new.order_id, 'recurring_payment', new.id, 'status', old.status, new.status,
      coalesce(new.failure_decline_code, new.failure_code, new.end_reason),
      case when new.status = 'trialing' then new.trial_end else new.current_period_end end);
  end if;
  if (old.cancel_at, old.cancel_at_period_end) is distinct from (new.cancel_at, new.cancel_at_period_end)
    and new.status not in ('canceled', 'incomplete_expired') then
    insert into history (order_id, about, row_id, what, was, became, because, until)
    values (new.order_id, 'recurring_payment', new.id, 'ending', null,
      case when new.cancel_at is not null or new.cancel_at_period_end then 'ends' else 'goes_on' end, new.end_reason,
      coalesce(new.cancel_at, case when new.cancel_at_period_end then new.current_period_end end));
  end if;
  if old.pause_behavior is distinct from new.pause_behavior then
    insert into history (order_id, about, row_id, what, was, became, until)
    values (new.order_id, 'recurring_payment', new.id, 'pause', old.pause_behavior, new.pause_behavior,
      new.pause_resumes_at);
  end if;
  if old.subscription_id is not null and old.quantity is distinct from new.quantity then
    insert into history (order_id, about, row_id, what, was, became)
    values (new.order_id, 'recurring_payment', new.id, 'quantity', old.quantity, new.quantity);
  end if;
  if old.subscription_id is not null and old.price_id is distinct from new.price_id then
    insert into history (order_id, about, row_id, what, was, became)
    values (new.order_id, 'recurring_payment', new.id, 'price', old.price_id, new.price_id);
  end if;
  if old.current_period_start < new.current_period_start then
    insert into history (order_id, about, row_id, what, until)
    values (new.order_id, 'recurring_payment', new.id, 'period', new.current_period_end);
  end if;
  return null;
end
$$;
create trigger note_recurring_payment after update on recurring_payment for each row
  when ((old.status, old.cancel_at, old.cancel_at_period_end, old.pause_behavior, old.quantity, old.price_id,
      old.current_period_start)
    is distinct from (new.status, new.cancel_at, new.cancel_at_period_end, new.pause_behavior, new.quantity, new.price_id,
      new.current_period_start))
  execute function note_recurring_payment();

create function note_refund() returns trigger language plpgsql as $$
begin
  insert into history (order_id, about, row_id, what, was, became, amount, because)
  values (new.order_id, 'refund', new.id, 'status', old.status, new.status, new.amount,
    coalesce(new.failure_reason, new.failure_code, new.pending_reason));
  return null;
end
$$;
create trigger note_refund after update on refund for each row
  when (old.status is distinct from new.status) execute function note_refund();

create function note_dispute() returns trigger language plpgsql as $$
begin
  insert into history (order_id, about, row_id, what, was, became, amount, because, until)
  values (new.order_id, 'dispute', new.id,
    case when old.status is distinct from new.status then 'status' else 'amount' end, old.status, new.status, new.amount,
    new.reason, new.due_by);
  return null;
end
$$;
create trigger note_dispute after update on dispute for each row
  when (old.status is distinct from new.status or old.amount is distinct from new.amount)
  execute function note_dispute();
