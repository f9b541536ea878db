-- Tries to pay that failed. A payment shows its last one only, and none once it has succeeded.
create table payment_decline (
  -- Stripe's charge; of a try that came to none, such as a failed 3-D Secure, the event that told of it.
  id               text primary key,
  payment_id       bigint not null references payment on delete restrict,
  user_id          text not null,
  card_fingerprint text,
  code             text,
  decline_code     text,
  -- When it happened at Stripe.
  declined_at      timestamptz not null,
  created_at       timestamptz not null default now()
);
-- With what a look counts by, so that it reads the index of its window alone.
create index payment_decline_by_time on payment_decline (declined_at) include (user_id, card_fingerprint);

-- What crossed a threshold.
create table alert (
  id             bigint generated always as identity primary key,
  kind           text not null check (kind in ('refund_rate', 'dispute_rate', 'disputes', 'reviews',
                   'user_declines', 'card_declines', 'wrong_mode')),
  -- The user, the card's fingerprint or the reason of a review; empty where the kind says all.
  subject        text not null,
  -- As it was at the last look at which it held, in the unit of the kind.
  observed       bigint not null,
  threshold      bigint not null,
  window_seconds bigint not null,
  raised_at      timestamptz not null default now(),
  last_seen_at   timestamptz not null default now(),
  -- Null while it holds.
  ended_at       timestamptz
);
create unique index one_open_alert_per_subject on alert (kind, subject) where ended_at is null;
create index alert_that_is_open on alert (id) where ended_at is null;
create index alert_of_kind on alert (kind, id);

-- When an order went into review, or was given one more reason. It stays when the review ends: that it came to it counts.
alter table orders add column reviewed_at timestamptz;
update orders set reviewed_at = updated_at where status = 'review';
create index orders_by_review on orders (reviewed_at) where reviewed_at is not null;

create function note_review() returns trigger language plpgsql as $$
begin
  new.reviewed_at := now();
  return new;
end
$$;
create trigger note_review_of_new before insert on orders for each row
  when (new.status = 'review') execute function note_review();
create trigger note_review before update on orders for each row
  when (new.status = 'review'
    and (old.status <> 'review' or old.review_reason is distinct from new.review_reason))
  execute function note_review();

-- A look each minute reads what lies in its window, not these tables.
create index payment_that_succeeded_by_time on payment (created_at)
  where status in ('succeeded', 'partially_refunded', 'refunded');
create index refund_that_goes_by_time on refund (created_at, payment_id) where status in ('pending', 'succeeded');
create index dispute_by_time on dispute (opened_at) include (status);
create index stripe_event_of_wrong_mode on stripe_event (received_at) where reason = 'wrong-mode';
