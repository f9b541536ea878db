-- Which parameter of the call Stripe refused, as it spells it: an unknown tax code is no unknown customer. Null in the rows
-- that are there, of which nobody asks it any more.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table payment add column failure_param text;
alter table payment add column capture_failure_param text;
alter table recurring_payment add column failure_param text;
alter table setup_intent add column failure_param text;
