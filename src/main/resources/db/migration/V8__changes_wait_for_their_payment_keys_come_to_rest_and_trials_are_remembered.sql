-- A quantity that counts once its invoice is paid, as Stripe keeps it, and until when it may be paid.
alter table recurring_payment add column pending_quantity integer check (pending_quantity >= 0);
alter table recurring_payment add column pending_until timestamptz;

-- The price that a trial was had of: in Stripe's dashboard a subscription may be changed to another one.
alter table recurring_payment add column trial_price_id text;
update recurring_payment set trial_price_id = coalesce(stripe_request::json ->> 'price', price_id)
  where trial_days > 0;
create index recurring_payment_of_trial on recurring_payment (user_id, trial_price_id)
  where trial_price_id is not null;

-- Since when the key is known to be of no more use: what was begun under it comes to rest from then on.
alter table payment add column key_spent_at timestamptz;
alter table refund add column key_spent_at timestamptz;
alter table recurring_payment add column key_spent_at timestamptz;
