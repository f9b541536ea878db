-- A checkout session is a payment from its first moment, so that an order has one live way to pay over both: the index
-- one_live_payment_per_order holds it. All three are null where the app asked for a bare intent.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table payment add column surface text;
alter table payment add column checkout_session_id text;
-- When nobody can pay there any more, as Stripe states it.
alter table payment add column session_expires_at timestamptz;
alter table payment add constraint a_surface_is_known
  check (surface in ('hosted', 'embedded', 'elements')) not valid;
alter table payment add constraint a_session_has_a_surface
  check (surface is not null or (checkout_session_id is null and session_expires_at is null)) not valid;
alter table payment add constraint invoices_are_not_paid_by_checkout
  check (surface is null or origin = 'one_time') not valid;
