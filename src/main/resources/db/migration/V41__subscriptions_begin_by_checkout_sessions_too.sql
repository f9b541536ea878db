-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
-- Orders first: every writer locks in that order. A session takes codes and works out tax for a subscription too.
alter table orders drop constraint what_subscriptions_cost_is_stripes;
-- A checkout session is a subscription's row from its first moment, so that the index one_live_subscription_per_user_and_price
-- holds over both. All three are null where the app asked for a bare subscription.
alter table recurring_payment add column surface text;
alter table recurring_payment add column checkout_session_id text;
-- When nobody can pay there any more, as Stripe states it.
alter table recurring_payment add column session_expires_at timestamptz;
alter table recurring_payment add constraint a_subscribers_surface_is_known
  check (surface in ('hosted', 'embedded', 'elements')) not valid;
alter table recurring_payment add constraint a_subscribers_session_has_a_surface
  check (surface is not null or (checkout_session_id is null and session_expires_at is null)) not valid;
