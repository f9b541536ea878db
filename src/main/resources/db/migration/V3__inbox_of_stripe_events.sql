-- Every verified event, once. The primary key is what makes a repeated delivery harmless.
create table stripe_event (
  id              text primary key,
  seq             bigint generated always as identity unique,
  type            text not null,
  api_version     text,
  livemode        boolean not null,
  object_id       text,
  created         timestamptz not null,
  -- As Stripe sent it, without client secrets. Text and not jsonb: jsonb refuses \u0000, and what is signed is kept.
  body            text not null,
  status          text not null check (status in ('waiting', 'done', 'ignored', 'failed')),
  reason          text,
  attempts        integer not null default 0,
  -- A claim moves this into the future and names itself: a claim that dies is due again by itself, and
  -- one that comes back late finds another name and rolls back.
  next_attempt_at timestamptz not null default now(),
  claim           uuid,
  last_error      text,
  received_at     timestamptz not null default now(),
  finished_at     timestamptz
);
create index stripe_event_due on stripe_event (next_attempt_at, seq) where status = 'waiting';
create index stripe_event_by_object on stripe_event (object_id);
create index stripe_event_by_status on stripe_event (status, seq);
