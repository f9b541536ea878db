-- Addresses of the app's own that are told what happened.
create table actionflow_endpoint (
  id                    bigint generated always as identity primary key,
  version               integer not null default 0,
  url                   text not null,
  -- The flows that it is told of, separated by commas.
  flows                 text not null,
  description           text,
  status                text not null default 'active' check (status in ('active', 'paused', 'deleted')),
  -- Since when each delivery has failed; null while they arrive.
  failing_since         timestamptz,
  failures              integer not null default 0,
  last_error            text,
  last_delivered_at     timestamptz,
  created_by            text not null,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now()
);
create index actionflow_endpoint_in_use on actionflow_endpoint (id) where status = 'active';

-- What deliveries to an endpoint are signed with.
create table actionflow_secret (
  id          bigint generated always as identity primary key,
  endpoint_id bigint not null references actionflow_endpoint on delete cascade,
  -- Null once nothing is signed with it any more.
  secret      text,
  -- One that was replaced signs too until then, while the app changes over.
  ends_at     timestamptz,
  created_at  timestamptz not null default now()
);
create index actionflow_secret_of_endpoint on actionflow_secret (endpoint_id, id);

-- One reaction to one transition, made in the transaction of the transition itself.
create table actionflow_run (
  id              bigint generated always as identity primary key,
  -- What a flow knows the run by, the same in each attempt.
  uuid            uuid not null default gen_random_uuid() unique,
  flow            text not null check (flow in ('payment', 'refund', 'recurring_payment_management',
                    'recurring_payment_deduction')),
  -- The row that it is about: payment, refund or recurring_payment, a colon and its id.
  subject         text not null,
  transition      text not null,
  -- Tells transitions of one name apart that a subject has several times: its invoice, or its failed try.
  occurrence      text not null default '',
  -- flow: and the name of a bean, or endpoint: and the id of an address.
  target          text not null,
  in_process      boolean not null,
  -- Whether the row waits for it to be done: not for what follows a failure.
  is_outcome      boolean not null,
  order_id        bigint not null references orders on delete restrict,
  user_id         text not null,
  -- Why, in Stripe's words: an invoice's billing reason, or the code of a failure.
  reason          text,
  status          text not null default 'waiting' check (status in ('waiting', 'succeeded', 'failed', 'canceled')),
  attempts        integer not null default 0,
  -- How many there were when somebody had it tried anew, with all its attempts.
  retried_at      integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  claim           uuid,
  last_error      text,
  created_at      timestamptz not null default now(),
  finished_at     timestamptz,
  unique (flow, subject, transition, occurrence, target),
  check ((finished_at is null) = (status = 'waiting'))
);
create index actionflow_run_due on actionflow_run (target, next_attempt_at, id) where status = 'waiting';
create index actionflow_run_waiting on actionflow_run (id) where status = 'waiting';
create index actionflow_run_lane on actionflow_run (subject, id) where status = 'waiting';
create index actionflow_run_of_subject on actionflow_run (subject, id);
create index actionflow_run_of_order on actionflow_run (order_id, id);
create index actionflow_run_that_failed on actionflow_run (finished_at) include (target) where status = 'failed';

create table actionflow_attempt (
  run_id      bigint not null references actionflow_run on delete cascade,
  attempt     integer not null,
  -- Null when it succeeded.
  error       text,
  -- What the address answered; null where none did, and for what runs in this process.
  http_status integer,
  ended_at    timestamptz not null default now(),
  primary key (run_id, attempt)
);

-- How often one that was thought to be over turned out to be live: it begins, and may end, once more.
alter table recurring_payment add column revivals integer not null default 0;

alter table alert drop constraint alert_kind_check;
alter table alert add constraint alert_kind_check
  check (kind in ('refund_rate', 'dispute_rate', 'disputes', 'reviews', 'user_declines', 'card_declines', 'wrong_mode',
    'actionflow_failures', 'endpoints_paused'));
