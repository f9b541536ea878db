-- What somebody wants changed of a subscription, and the key that Stripe is asked with: committed before it is asked.
alter table recurring_payment add column change text
  check (change in ('cancel_now', 'cancel_at_period_end', 'resume', 'change_quantity'));
alter table recurring_payment add column change_quantity integer check (change_quantity > 0);
alter table recurring_payment add column change_key uuid;
alter table recurring_payment add column change_key_since timestamptz;
alter table recurring_payment add constraint a_change_has_its_key
  check ((change is null) = (change_key is null) and (change is null) = (change_key_since is null));

-- The first invoice over zero that was paid of it; null until then.
alter table recurring_payment add column first_invoice_id text;
-- Since when a renewal is due and not paid, whatever other periods begin meanwhile.
alter table recurring_payment add column past_due_since timestamptz;
-- At Stripe it may be changed to none of it.
alter table recurring_payment drop constraint recurring_payment_quantity_check;
alter table recurring_payment add constraint recurring_payment_quantity_check check (quantity >= 0);
create index recurring_payment_of_setup on recurring_payment (pending_setup_intent)
  where pending_setup_intent is not null;
create index orders_of_renewal on orders (renewal_of) where renewal_of is not null;

-- As payments and refunds are.
alter table recurring_payment add column changed_in xid8 not null default '0';
create index recurring_payment_by_change on recurring_payment (changed_in, id);
create trigger stamp_change before insert or update on recurring_payment for each row execute function stamp_change();
create trigger refuse_removal before delete on recurring_payment for each row execute function refuse_removal();
create trigger refuse_truncate before truncate on recurring_payment for each statement execute function refuse_removal();
alter table recurring_payment enable always trigger stamp_change;
alter table recurring_payment enable always trigger refuse_removal;
alter table recurring_payment enable always trigger refuse_truncate;
