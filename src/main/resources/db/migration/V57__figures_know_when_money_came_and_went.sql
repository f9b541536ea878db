set local lock_timeout = '5s';

-- In the order in which those who write lock rows of these tables.

-- What a subscription brings in a month by its prices; null where Stripe does not state them, or has not yet.
alter table recurring_payment
  add column monthly_amount bigint,
  add column monthly_currency char(3);

-- When Stripe first said that the money went back; null until then, and in the rows that were there.
alter table refund add column succeeded_at timestamptz;

-- Of what the payer was to pay.
alter table payment_decline add column currency char(3);

create function note_currency_of_decline() returns trigger language plpgsql as $$
begin
  new.currency := coalesce(
    (select currency from payment where id = new.payment_id),
    (select o.currency from recurring_payment r join orders o on o.id = r.order_id where r.id = new.recurring_payment_id));
  return new;
end
$$;
create trigger note_currency before insert on payment_decline for each row
  when (new.currency is null) execute function note_currency_of_decline();

-- When a subscription began or ended to run, or to bring another amount each month. It is only ever added to, and its sums
-- are what the subscriptions say: so many run, and they bring so much.
create table subscription_movement (
  id                   bigint generated always as identity primary key,
  recurring_payment_id bigint not null references recurring_payment on delete restrict,
  currency             char(3) not null,
  moved_at             timestamptz not null,
  -- 1 where it began to run, -1 where it ended.
  running              smallint not null check (running between -1 and 1),
  -- What it brings a month from then on, less what it brought before.
  monthly              bigint not null,
  check (running <> 0 or monthly <> 0)
);
create index subscription_movement_by_time on subscription_movement (moved_at) include (currency, running, monthly);
create index subscription_movement_of on subscription_movement (recurring_payment_id) where running <> 0;

-- Trials and what is not collected bring nothing. A renewal that is not paid yet counts while its payer has access.
create function subscription_runs(status text) returns boolean immutable language sql as $$
  select status in ('trialing', 'active', 'past_due', 'unpaid', 'paused')
$$;
create function subscription_brings(status text, pause text, access boolean, monthly bigint) returns bigint
  immutable language sql as $$
  select case
    when pause is null and (status = 'active' or status = 'past_due' and access is distinct from false)
    then coalesce(monthly, 0) else 0 end
$$;

create function note_subscription_movement() returns trigger language plpgsql as $$
declare
  ran  integer := 0;
  was  bigint := 0;
  runs integer := subscription_runs(new.status)::integer;
  its  char(3);
  brings bigint;
begin
  select currency into its from orders where id = new.order_id;
  brings := case when new.monthly_currency = its
    then subscription_brings(new.status, new.pause_behavior, new.gives_access, new.monthly_amount) else 0 end;
  if tg_op = 'UPDATE' then
    ran := subscription_runs(old.status)::integer;
    was := case when old.monthly_currency = its
      then subscription_brings(old.status, old.pause_behavior, old.gives_access, old.monthly_amount) else 0 end;
  end if;
  if runs <> ran or brings <> was then
    insert into subscription_movement (recurring_payment_id, currency, moved_at, running, monthly)
    values (new.id, its, case when runs < ran
      then greatest(least(now(), new.ended_at),
        (select max(moved_at) from subscription_movement where recurring_payment_id = new.id and running > 0))
      else now() end, runs - ran, brings - was);
  end if;
  return null;
end
$$;
create trigger note_movement_of_new after insert on recurring_payment for each row
  execute function note_subscription_movement();
create trigger note_movement after update on recurring_payment for each row
  when ((old.status, old.pause_behavior, old.gives_access, old.monthly_amount, old.monthly_currency)
    is distinct from (new.status, new.pause_behavior, new.gives_access, new.monthly_amount, new.monthly_currency))
  execute function note_subscription_movement();
