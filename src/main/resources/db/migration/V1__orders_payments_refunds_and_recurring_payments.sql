-- The four tables. Money is a whole number of the currency's smallest unit, as Stripe counts it.
-- Foreign keys are RESTRICT: an order that has a payment can never be unlinked or deleted.

-- Ids of ours are small numbers and repeat between installations that share a Stripe account, so what
-- we send to Stripe carries this id beside them.
create table installation (
  only_one   boolean primary key default true check (only_one),
  id         uuid not null default gen_random_uuid(),
  -- The mode of the key that it was first started with; null until then.
  livemode   boolean,
  created_at timestamptz not null default now()
);
insert into installation default values;

create table orders (
  id                  bigint generated always as identity primary key,
  version             integer not null default 0,
  user_id             text not null check (length(user_id) between 1 and 255),
  amount              bigint not null check (amount > 0),
  currency            char(3) not null check (currency ~ '^[a-z]{3}$'),
  description         text check (length(description) <= 500),
  metadata            jsonb not null default '{}',
  price_id            text,
  quantity            integer check (quantity > 0),
  trial_days          integer check (trial_days between 0 and 730),
  renewal_of          bigint references orders on delete restrict,
  invoice_id          text unique,
  status              text not null check (status in
                        ('pending', 'paid', 'partially_refunded', 'refunded', 'canceled', 'review')),
  review_reason       text,
  resolution          text check (resolution in ('accept', 'refund')),
  resolved_by         text,
  resolved_at         timestamptz,
  cancel_requested_at timestamptz,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  check (status <> 'review' or review_reason is not null),
  check (price_id is not null or (quantity is null and trial_days is null))
);
create index orders_of_user on orders (user_id, id);
create index orders_in_review on orders (id) where status = 'review';

create table payment (
  id                    bigint generated always as identity primary key,
  version               integer not null default 0,
  order_id              bigint not null references orders on delete restrict,
  user_id               text not null,
  uuid                  uuid not null unique,
  origin                text not null check (origin in ('one_time', 'invoice')),
  amount                bigint not null check (amount > 0),
  currency              char(3) not null check (currency ~ '^[a-z]{3}$'),
  amount_received       bigint not null default 0 check (amount_received >= 0),
  amount_refunded       bigint not null default 0,
  status                text not null check (status in ('created', 'pending', 'processing', 'succeeded',
                          'partially_refunded', 'refunded', 'canceled', 'failed', 'unknown')),
  stripe_status         text,
  payment_intent_id     text unique,
  charge_id             text,
  invoice_id            text,
  customer_id           text,
  failure_code          text,
  failure_decline_code  text,
  failure_message       text,
  review_reason         text,
  callback_processed    boolean not null default false,
  -- The call that makes the PaymentIntent: its parameters as they are sent, and the key they go with.
  stripe_request        text,
  idempotency_key       uuid,
  idempotency_key_since timestamptz,
  -- The call that cancels it, once somebody wants that.
  cancel_key            uuid,
  cancel_requested_at   timestamptz,
  -- When the newest answer that this row shows was asked for; an older answer does not count any more.
  observed_at           timestamptz,
  next_check_at         timestamptz,
  checks                integer not null default 0,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  constraint refunds_stay_within_the_payment
    check (amount_refunded between 0 and greatest(amount, amount_received)),
  check (origin = 'invoice' or (stripe_request is not null and idempotency_key is not null))
);
-- At most one live payment per order. Rows of money that has come are outside, so nothing stops their recording.
create unique index one_live_payment_per_order on payment (order_id)
  where origin = 'one_time' and status in ('created', 'unknown', 'pending', 'processing');
create index payment_of_order on payment (order_id);
create index payment_of_user on payment (user_id, id);
create index payment_of_charge on payment (charge_id);
create index payment_to_check on payment (next_check_at) where next_check_at is not null;

create table recurring_payment (
  id                    bigint generated always as identity primary key,
  version               integer not null default 0,
  order_id              bigint not null references orders on delete restrict,
  user_id               text not null,
  uuid                  uuid not null unique,
  price_id              text not null,
  quantity              integer not null default 1 check (quantity > 0),
  trial_days            integer check (trial_days between 0 and 730),
  status                text not null check (status in ('created', 'incomplete', 'trialing', 'active', 'past_due',
                          'unpaid', 'paused', 'canceled', 'incomplete_expired', 'unknown')),
  stripe_status         text,
  subscription_id       text unique,
  customer_id           text,
  current_period_start  timestamptz,
  current_period_end    timestamptz,
  trial_end             timestamptz,
  cancel_at_period_end  boolean not null default false,
  canceled_at           timestamptz,
  pending_setup_intent  text,
  latest_invoice_id     text,
  failure_code          text,
  failure_decline_code  text,
  failure_message       text,
  -- A second live subscription that was made outside Paydesk: recorded, but not held to the index below.
  beside_another        boolean not null default false,
  callback_processed    boolean not null default false,
  stripe_request        text,
  idempotency_key       uuid,
  idempotency_key_since timestamptz,
  observed_at           timestamptz,
  next_check_at         timestamptz,
  checks                integer not null default 0,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now()
);
create unique index one_live_subscription_per_user_and_price on recurring_payment (user_id, price_id)
  where not beside_another
    and status in ('created', 'unknown', 'incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused');
create index recurring_payment_of_order on recurring_payment (order_id);
create index recurring_payment_of_user on recurring_payment (user_id, id);
create index recurring_payment_to_check on recurring_payment (next_check_at) where next_check_at is not null;

create table refund (
  id                    bigint generated always as identity primary key,
  version               integer not null default 0,
  payment_id            bigint not null references payment on delete restrict,
  order_id              bigint not null references orders on delete restrict,
  user_id               text not null,
  uuid                  uuid not null unique,
  origin                text not null check (origin in ('paydesk', 'dashboard')),
  amount                bigint not null check (amount > 0),
  currency              char(3) not null check (currency ~ '^[a-z]{3}$'),
  reason                text,
  status                text not null check (status in
                          ('created', 'pending', 'succeeded', 'failed', 'canceled', 'unknown')),
  stripe_status         text,
  refund_id             text unique,
  charge_id             text,
  failure_code          text,
  failure_message       text,
  failure_reason        text,
  pending_reason        text,
  next_action           jsonb,
  callback_processed    boolean not null default false,
  requested_by          text,
  stripe_request        text,
  idempotency_key       uuid,
  idempotency_key_since timestamptz,
  observed_at           timestamptz,
  next_check_at         timestamptz,
  checks                integer not null default 0,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  check (origin = 'dashboard' or (stripe_request is not null and idempotency_key is not null))
);
create index refund_of_payment on refund (payment_id);
create index refund_of_order on refund (order_id);
create index refund_of_user on refund (user_id, id);
create index refund_to_check on refund (next_check_at) where next_check_at is not null;
