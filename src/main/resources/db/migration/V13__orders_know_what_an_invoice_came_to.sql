-- What Stripe states of an order that an invoice pays; null until then, and for an order that no invoice pays.
-- Minor units of the order's currency. "amount" stays what the shop asked.
alter table orders add column subtotal bigint;
alter table orders add column discount bigint;
alter table orders add column tax bigint;
-- What the customer's balance at Stripe paid; below zero where more was due than the invoice itself.
alter table orders add column credit bigint;
alter table orders add column total bigint;
-- What was paid, which is nothing where a coupon or the balance covers all of it.
alter table orders add column charged bigint;
alter table orders add constraint what_was_charged_is_no_debt check (charged >= 0) not valid;

-- What the invoice's own line was for.
alter table orders add column period_start timestamptz;
alter table orders add column period_end timestamptz;

-- Why it was called off though nobody asked for that.
alter table orders add column cancel_reason text;
alter table orders add constraint a_cancel_reason_is_known
  check (cancel_reason in ('trial-ended-unpaid')) not valid;

-- A renewal that a coupon covers costs nothing and is an order all the same.
alter table orders drop constraint orders_amount_check;
alter table orders add constraint an_order_costs_something
  check (amount > 0 or (renewal_of is not null and amount = 0)) not valid;

-- Drafts that Stripe is asked to finalize, so that the payer can pay them: the key is committed before the call.
create table invoice_to_finalize (
  invoice_id            text primary key,
  recurring_payment_id  bigint not null references recurring_payment on delete restrict,
  idempotency_key       uuid not null,
  idempotency_key_since timestamptz not null
);
