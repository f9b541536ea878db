-- Each statement may be run again. From V57 on triggers write what these write of the rows from before.
update payment_decline d set currency = p.currency
from payment p
where d.currency is null and p.id = d.payment_id;
update payment_decline d set currency = o.currency
from recurring_payment r join orders o on o.id = r.order_id
where d.currency is null and r.id = d.recurring_payment_id;

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
create index concurrently orders_by_time on orders (created_at) include (currency, status) where renewal_of is null;
-- Subscriptions that bring money of which is not known how much: until Stripe has told of each once.
drop index concurrently if exists recurring_payment_without_amount;
create index concurrently recurring_payment_without_amount on recurring_payment (order_id)
  where monthly_amount is null and status in ('active', 'past_due');
