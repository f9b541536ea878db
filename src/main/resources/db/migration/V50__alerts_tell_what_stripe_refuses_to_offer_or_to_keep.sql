-- Each step is short, and may be done twice: none rewrites a table, or keeps a lock while it reads one.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  -- When Stripe last refused to keep the way in which its payer paid; null once it keeps it, and in the rows that are there.
  alter table recurring_payment add column if not exists methods_refused_at timestamptz;
end
$$;

-- Each minute an alert counts them. There are hardly any.
drop index concurrently if exists recurring_payment_whose_method_is_not_kept;
create index concurrently recurring_payment_whose_method_is_not_kept on recurring_payment (methods_refused_at)
  where methods_refused_at is not null;

drop index concurrently if exists payment_with_a_refused_configuration;
create index concurrently payment_with_a_refused_configuration on payment (created_at)
  where failure_param = 'payment_method_configuration';
drop index concurrently if exists recurring_payment_with_a_refused_configuration;
create index concurrently recurring_payment_with_a_refused_configuration on recurring_payment (created_at)
  where failure_param = 'payment_method_configuration';
drop index concurrently if exists setup_intent_with_a_refused_configuration;
create index concurrently setup_intent_with_a_refused_configuration on setup_intent (created_at)
  where failure_param = 'payment_method_configuration';

-- Beside all kinds that there are.
do $$
declare
  kinds text;
begin
  perform set_config('lock_timeout', '5s', true);
  select string_agg(quote_literal(kind[1]), ', ') into kinds
  from pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') kind
  where conrelid = 'alert'::regclass and conname = 'alert_kind_check'
    and kind[1] not in ('refused_configurations', 'unkept_methods');
  alter table alert drop constraint alert_kind_check;
  execute 'alter table alert add constraint alert_kind_check check (kind in (' || kinds
    || ', ''refused_configurations'', ''unkept_methods''))';
end
$$;
