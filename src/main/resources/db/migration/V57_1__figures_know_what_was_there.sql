-- Each statement may be run again. From V57 on triggers write what these write of the rows from before.
-- Some thousands at a time: one statement for all would keep what it replaces until it is done.
do $$
declare
  done text := '';
  last text;
begin
  loop
    select max(id) into last from (select id from payment_decline where id > done order by id limit 5000) few;
    exit when last is null;
    update payment_decline d set currency = coalesce(
      (select p.currency from payment p where p.id = d.payment_id),
      (select o.currency from recurring_payment r join orders o on o.id = r.order_id where r.id = d.recurring_payment_id))
    where d.id > done and d.id <= last and d.currency is null;
    commit;
    done := last;
  end loop;
end
$$;

-- Of the rows from before it is known that they run, or did until they ended, and not what they bring.
insert into subscription_movement (recurring_payment_id, currency, moved_at, running, monthly)
select r.id, o.currency, r.created_at, 1, 0
from recurring_payment r join orders o on o.id = r.order_id
where (r.status in ('trialing', 'active', 'past_due', 'unpaid', 'paused')
    or r.status = 'canceled' and r.ended_at is not null and (r.first_invoice_id is not null or r.accesses > 0)
    or exists (select from subscription_movement m where m.recurring_payment_id = r.id and m.running = -1))
  and not exists (select from subscription_movement m where m.recurring_payment_id = r.id and m.running = 1);
insert into subscription_movement (recurring_payment_id, currency, moved_at, running, monthly)
select r.id, o.currency, greatest(r.ended_at, r.created_at), -1, 0
from recurring_payment r join orders o on o.id = r.order_id
where r.status = 'canceled' and r.ended_at is not null and (r.first_invoice_id is not null or r.accesses > 0)
  and not exists (select from subscription_movement m where m.recurring_payment_id = r.id and m.running = -1);

-- A chart reads the index of its span alone, with all that it sums. An index that did not come to its end is of no use.
drop index concurrently if exists payment_by_money;
create index concurrently payment_by_money on payment ((coalesce(succeeded_at, created_at)))
  include (succeeded_at, created_at, currency, amount_received) where amount_received > 0;
drop index concurrently if exists refund_by_return;
create index concurrently refund_by_return on refund ((coalesce(succeeded_at, created_at)))
  include (succeeded_at, created_at, currency, amount) where status = 'succeeded';
drop index concurrently if exists payment_decline_by_reason;
create index concurrently payment_decline_by_reason on payment_decline (declined_at) include (currency, code, decline_code);
drop index concurrently if exists orders_by_time;
-- Without the status, which changes: an order that is paid would need a new entry in each of its indexes.
create index concurrently orders_by_time on orders (created_at) include (currency) where renewal_of is null;
-- Subscriptions that bring money of which is not known how much: until Stripe has told of each once.
drop index concurrently if exists recurring_payment_without_amount;
create index concurrently recurring_payment_without_amount on recurring_payment (order_id)
  where monthly_amount is null and status in ('active', 'past_due');
