-- Since when an event waits: it is given up by time, as Stripe's own deliveries are, and not by a number of tries.
alter table stripe_event add column waiting_since timestamptz not null default now();
-- How many tries in a row ended with their process. Such an event may be what ends it.
alter table stripe_event add column lost integer not null default 0;

alter table alert drop constraint alert_kind_check;
alter table alert add constraint alert_kind_check
  check (kind in ('refund_rate', 'dispute_rate', 'disputes', 'reviews', 'user_declines', 'card_declines', 'wrong_mode',
    'actionflow_failures', 'endpoints_paused', 'events_failed', 'events_waiting'));
