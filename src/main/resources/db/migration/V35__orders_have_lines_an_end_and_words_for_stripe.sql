-- Adding columns takes no time, but what waits behind a waiting lock stands still: give up early.
set local lock_timeout = '5s';

alter table orders
  -- What the price is made up of, as a list in JSON; null for an order without lines.
  add column lines text,
  -- Whoever has not paid by then cannot pay any more; null for an order without an end.
  add column expires_at timestamptz,
  -- When its end was begun because nobody had paid by then. The release before does not know it, and reads such an order
  -- as one that somebody canceled.
  add column expired_at timestamptz,
  add column statement_descriptor_suffix text,
  -- Personal data, like where its receipts go.
  add column payer_name text;
-- Not validated: all older rows have null here, and reading them all would hold the lock for long.
alter table orders
  add constraint lines_are_a_list check (jsonb_typeof(cast(lines as jsonb)) = 'array') not valid,
  add constraint only_what_ends_expires check (expired_at is null or expires_at is not null) not valid,
  add constraint a_suffix_fits_a_statement
    check (length(statement_descriptor_suffix) between 1 and 22) not valid,
  add constraint a_payers_name_is_short check (length(payer_name) between 1 and 256) not valid;

-- When orders that end are looked at next, once their time has come: a table of its own, as orders are many, most have no
-- end, and their table gets no index without reading all of it.
create table order_expiry (
  id            bigint primary key references orders on delete cascade,
  next_check_at timestamptz not null,
  checks        integer not null default 0
);
create index order_expiry_due on order_expiry (next_check_at);
-- Those whose time has come, and that are not over yet: few.
create index order_expiry_under_way on order_expiry (id) where checks > 0;

-- What Stripe was last told of the payer, and what it is to be told: the key is committed before the call.
alter table stripe_customer
  add column told text,
  add column update_request text,
  add column update_key uuid,
  add column update_key_since timestamptz,
  add constraint an_update_has_its_key
    check ((update_request is null) = (update_key is null) and (update_key is null) = (update_key_since is null)) not valid;

-- An order has runs too: order:7 is canceled.
alter table actionflow_run drop constraint actionflow_run_flow_check;
alter table actionflow_run add constraint actionflow_run_flow_check
  check (flow in ('order', 'payment', 'refund', 'recurring_payment_management', 'recurring_payment_deduction')) not valid;
