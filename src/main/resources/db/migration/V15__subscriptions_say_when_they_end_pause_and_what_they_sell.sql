-- Our own item of the subscription, followed by its id: its price may be swapped, and others may stand beside it.
alter table recurring_payment add column subscription_item_id text;
-- All that it sells, as Stripe told last: {data: [{id, priceId, quantity, periodEnd}]}; null until then.
alter table recurring_payment add column items jsonb;

-- When and why it ends or ended, in Stripe's words. Under flexible billing an end has a time and no flag.
alter table recurring_payment add column cancel_at timestamptz;
alter table recurring_payment add column ended_at timestamptz;
alter table recurring_payment add column end_reason text;
alter table recurring_payment add column end_feedback text;
alter table recurring_payment add column end_comment text;

-- What becomes of its invoices while nothing is collected, until when, and until when it was paid for before.
alter table recurring_payment add column pause_behavior text;
alter table recurring_payment add column pause_resumes_at timestamptz;
alter table recurring_payment add column paid_until timestamptz;

-- The latest try to pay an invoice of which the app was told that it failed.
alter table recurring_payment add column failed_try text;

-- Whether it gives access, as the app was told last, how often that began, and when it ends if nothing is told. Null in
-- rows that nobody has looked at since: what they were told follows from their status.
alter table recurring_payment add column gives_access boolean;
alter table recurring_payment add column accesses integer;
alter table recurring_payment add column access_until timestamptz;
create index recurring_payment_whose_access_ends on recurring_payment (access_until) where access_until is not null;
