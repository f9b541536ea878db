-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';

-- As of when a change of quantity is charged, in whole seconds by Stripe's clock; null for when Stripe makes it. It is sent to Stripe
-- with the change's key, so each try has the same.
alter table recurring_payment add column change_as_of timestamptz;
