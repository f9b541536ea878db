-- What is forgotten is looked for every ten minutes. Without these a look that finds nothing reads the whole table.
create index stripe_event_that_ended on stripe_event (finished_at)
  where status in ('done', 'ignored') and waits_for is null;
create index actionflow_run_that_ended on actionflow_run (finished_at) where status in ('succeeded', 'canceled');
