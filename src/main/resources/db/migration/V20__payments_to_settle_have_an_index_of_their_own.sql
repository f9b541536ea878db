-- Every payment that succeeded now waits for its next look, so what is urgent is found apart from those.
-- One that did not come to its end is there, and of no use.
drop index concurrently if exists payment_to_settle;
create index concurrently payment_to_settle on payment (next_check_at)
  where next_check_at is not null and status in ('created', 'unknown', 'pending', 'processing');
