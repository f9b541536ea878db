-- Each filter of a list finds its first rows without a look at the others, however many there are: by its column, then in the
-- order in which the list shows them. Concurrently, as the release before goes on to write: one after the other, each read
-- once, and each begun anew after a failure.
drop index concurrently if exists orders_by_status;
create index concurrently orders_by_status on orders (status, id);
-- Also for a currency alone: where it is rare by this, and where it is common the newest rows have it.
drop index concurrently if exists orders_by_amount;
create index concurrently orders_by_amount on orders (currency, amount, id);
drop index concurrently if exists orders_listed_by_time;
create index concurrently orders_listed_by_time on orders (created_at, id);

drop index concurrently if exists payment_by_status;
create index concurrently payment_by_status on payment (status, id);
drop index concurrently if exists payment_by_amount;
create index concurrently payment_by_amount on payment (currency, amount, id);
drop index concurrently if exists payment_listed_by_time;
create index concurrently payment_listed_by_time on payment (created_at, id);
drop index concurrently if exists payment_by_decline;
create index concurrently payment_by_decline on payment (failure_decline_code, id) where failure_decline_code is not null;

drop index concurrently if exists refund_by_status;
create index concurrently refund_by_status on refund (status, id);
drop index concurrently if exists refund_by_amount;
create index concurrently refund_by_amount on refund (currency, amount, id);
drop index concurrently if exists refund_listed_by_time;
create index concurrently refund_listed_by_time on refund (created_at, id);
drop index concurrently if exists refund_by_reason;
create index concurrently refund_by_reason on refund (reason, id) where reason is not null;

drop index concurrently if exists dispute_by_status;
create index concurrently dispute_by_status on dispute (status, id);
drop index concurrently if exists dispute_by_amount;
create index concurrently dispute_by_amount on dispute (currency, amount, id);
drop index concurrently if exists dispute_listed_by_time;
create index concurrently dispute_listed_by_time on dispute (created_at, id);
drop index concurrently if exists dispute_by_arrival;
drop index concurrently if exists dispute_by_reason;
create index concurrently dispute_by_reason on dispute (reason, id) where reason is not null;
drop index concurrently if exists dispute_by_due;
create index concurrently dispute_by_due on dispute (due_by, id);

drop index concurrently if exists recurring_payment_by_status;
create index concurrently recurring_payment_by_status on recurring_payment (status, id);
drop index concurrently if exists recurring_payment_by_price;
create index concurrently recurring_payment_by_price on recurring_payment (price_id, id);
drop index concurrently if exists recurring_payment_listed_by_time;
create index concurrently recurring_payment_listed_by_time on recurring_payment (created_at, id);

drop index concurrently if exists stripe_event_by_type;
create index concurrently stripe_event_by_type on stripe_event (type, seq);
drop index concurrently if exists stripe_event_listed_by_time;
create index concurrently stripe_event_listed_by_time on stripe_event (received_at, seq);

drop index concurrently if exists actionflow_run_by_status;
create index concurrently actionflow_run_by_status on actionflow_run (status, id);
drop index concurrently if exists actionflow_run_by_flow;
create index concurrently actionflow_run_by_flow on actionflow_run (flow, id);
drop index concurrently if exists actionflow_run_by_target;
create index concurrently actionflow_run_by_target on actionflow_run (target, id);
drop index concurrently if exists actionflow_run_listed_by_time;
create index concurrently actionflow_run_listed_by_time on actionflow_run (created_at, id);

drop index concurrently if exists audit_by_operation;
create index concurrently audit_by_operation on audit (operation, id);
drop index concurrently if exists audit_listed_by_time;
create index concurrently audit_listed_by_time on audit (at, id);
drop index concurrently if exists audit_by_time;
