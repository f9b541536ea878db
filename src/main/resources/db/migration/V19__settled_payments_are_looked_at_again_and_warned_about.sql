-- When the money came; null of what came before this. Looks at Stripe for refunds and disputes are counted from here.
alter table payment add column succeeded_at timestamptz;

-- Payments that came before this, or came to processes of the release before while both ran, get their looks bit by bit,
-- newest first, so that no statement holds many rows. What is left has an id below this one.
create table payment_look_backlog (
  only_one  boolean primary key default true check (only_one),
  below     bigint not null default 9223372036854775807,
  starts_at timestamptz not null default now() + interval '1 hour'
);
insert into payment_look_backlog default values;

-- What the issuer of the card warns of: a payment that may be fraud, before anybody disputes it.
create table fraud_warning (
  id          bigint generated always as identity primary key,
  version     integer not null default 0,
  payment_id  bigint not null references payment on delete restrict,
  order_id    bigint not null references orders on delete restrict,
  user_id     text not null,
  warning_id  text not null unique,
  charge_id   text,
  -- In Stripe's own words, also those that it may add.
  fraud_type  text,
  actionable  boolean not null,
  -- How often it has changed since it came.
  changes     integer not null default 0,
  -- When Stripe made it.
  warned_at   timestamptz not null,
  -- When the newest news was true that this row shows; older news do not count any more.
  observed_at timestamptz not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create index fraud_warning_of_payment on fraud_warning (payment_id);
create index fraud_warning_by_arrival on fraud_warning (created_at);

-- As their disputes are: what a payment shows of its warnings, and an order of its disputes.
alter table payment add column fraud_warnings text not null default '[]';
alter table orders add column disputes text;
update orders o
set disputes = d.all_of_it
from (select order_id, json_agg(json_build_object('paymentId', payment_id, 'disputeId', dispute_id, 'status', status,
                'amount', amount, 'currency', currency, 'reason', reason, 'refundable', is_charge_refundable,
                'dueBy', to_char(due_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
              order by opened_at, dispute_id)::text as all_of_it
      from dispute group by order_id) d
where d.order_id = o.id;

-- How often it has changed since it came: each change is told once, also when it comes back to what it was.
alter table dispute add column changes integer not null default 0;

-- What the shop has to answer, of an appeal too.
create index dispute_awaiting_an_answer on dispute (id)
  where status in ('needs_response', 'warning_needs_response', 'appeal_needs_response');
drop index dispute_to_answer;
-- For an alert: when it was heard of, which may be late where the event was lost.
create index dispute_by_arrival on dispute (created_at);
-- For an alert: a status that Stripe has added. It is kept as it is.
create index dispute_of_unfamiliar_status on dispute (updated_at)
  where status not in ('needs_response', 'under_review', 'won', 'lost', 'prevented', 'warning_needs_response',
    'warning_under_review', 'warning_closed', 'appeal_needs_response', 'appeal_under_review');

-- Beside all kinds that there are.
do $$
declare
  kinds text;
begin
  select string_agg(quote_literal(kind[1]), ', ') into kinds
  from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') kind
  where conrelid = 'alert'::regclass and conname = 'alert_kind_check';
  alter table alert drop constraint alert_kind_check;
  execute 'alter table alert add constraint alert_kind_check check (kind in ('
    || kinds || ', ''fraud_warnings'', ''unfamiliar_statuses''))';
end
$$;
