-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else.
set local lock_timeout = '5s';

-- Saving a payment method without paying: a SetupIntent at Stripe, and who agreed to it. The methods themselves are not
-- kept here: Stripe has them.
create table setup_intent (
  id                    bigint generated always as identity primary key,
  version               integer not null default 0,
  user_id               text not null check (length(user_id) between 1 and 255),
  uuid                  uuid not null unique,
  status                text not null check (status in
                          ('created', 'pending', 'succeeded', 'canceled', 'failed', 'unknown')),
  stripe_status         text,
  setup_intent_id       text unique,
  customer_id           text not null,
  -- What was saved; null until then.
  payment_method_id     text,
  -- Who agreed that the method is charged later without them, when, and from which address.
  consent_by            text not null,
  consent_at            timestamptz not null,
  consent_from          text,
  failure_code          text,
  failure_decline_code  text,
  failure_message       text,
  -- Never true: no callback follows it. Rows of this kind have the column.
  callback_processed    boolean not null default false,
  stripe_request        text,
  idempotency_key       uuid,
  idempotency_key_since timestamptz,
  key_spent_at          timestamptz,
  observed_at           timestamptz,
  next_check_at         timestamptz,
  checks                integer not null default 0,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  check (status <> 'succeeded' or payment_method_id is not null),
  check (stripe_request is not null and idempotency_key is not null and idempotency_key_since is not null)
);
-- Asking again hands out the one that is there.
create unique index one_live_setup_intent_per_user on setup_intent (user_id)
  where status in ('created', 'unknown', 'pending');
create index setup_intent_of_user on setup_intent (user_id, id);
create index setup_intent_to_check on setup_intent (next_check_at) where next_check_at is not null;

-- What the intent pays with, and what is to be done to it: the parameters exactly as they are sent, and their key.
-- All null in the rows that are there, so the check need not look at them.
alter table payment
  add column payment_method_id text,
  add column consent_by text,
  add column consent_at timestamptz,
  add column consent_from text,
  add column change_request text,
  add column change_key uuid,
  add column change_since timestamptz,
  add constraint payment_consent_is_whole
    check ((consent_by is null) = (consent_at is null)) not valid,
  add constraint payment_change_is_whole
    check ((change_request is null) = (change_key is null)
      and (change_key is null) = (change_since is null)) not valid;
