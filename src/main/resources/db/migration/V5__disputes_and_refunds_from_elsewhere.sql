-- What the payer's bank calls into question. There may be several of one payment.
create table dispute (
  id                   bigint generated always as identity primary key,
  version              integer not null default 0,
  payment_id           bigint not null references payment on delete restrict,
  order_id             bigint not null references orders on delete restrict,
  user_id              text not null,
  dispute_id           text not null unique,
  charge_id            text,
  amount               bigint not null check (amount >= 0),
  currency             char(3) not null check (currency ~ '^[a-z]{3}$'),
  -- In Stripe's own words, also those that it may add: it is kept, not judged.
  status               text not null,
  reason               text,
  is_charge_refundable boolean not null,
  due_by               timestamptz,
  -- When Stripe opened it.
  opened_at            timestamptz not null,
  -- When the newest answer that this row shows was asked for; an older answer does not count any more.
  observed_at          timestamptz not null,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now()
);
create index dispute_of_payment on dispute (payment_id);
create index dispute_of_order on dispute (order_id);
create index dispute_of_user on dispute (user_id, id);

-- What a payment shows of its disputes, derived from them with each change, so that it is part of its view and its stream.
alter table payment add column disputes text not null default '[]';

-- What an admin should know of a refund that was made all the same.
alter table refund add column warning text;

-- An event about a payment that is not here, or not yet, names the PaymentIntent: once a payment has that, it is tried again.
alter table stripe_event add column waits_for text;
create index stripe_event_that_waits on stripe_event (waits_for) where waits_for is not null;
create index stripe_event_that_waits_by_time on stripe_event (finished_at) where waits_for is not null;

-- Whichever way a payment comes by its PaymentIntent, what has waited for that is tried again.
create function queue_waiting_events() returns trigger language plpgsql as $$
begin
  update stripe_event
  set status = 'waiting', reason = null, waits_for = null, attempts = 0, claim = null, finished_at = null,
      next_attempt_at = now()
  where waits_for = new.payment_intent_id and status = 'ignored';
  return null;
end
$$;
create trigger queue_waiting_events_of_new after insert on payment for each row
  when (new.payment_intent_id is not null) execute function queue_waiting_events();
create trigger queue_waiting_events after update of payment_intent_id on payment for each row
  when (new.payment_intent_id is distinct from old.payment_intent_id) execute function queue_waiting_events();

-- Events that an older release had no use for, while a newer one has.
create index stripe_event_without_callback on stripe_event (type, received_at)
  where status = 'ignored' and reason = 'no-callback-for-this-type';
create index dispute_to_answer on dispute (id) where status in ('needs_response', 'warning_needs_response');
