-- What the subscription's own item was paid for lasts until then; null where that is not known. It is no part of a pause:
-- the release before reads paid_until as one, and may run beside this one.
alter table recurring_payment add column paid_through timestamptz;
update recurring_payment set paid_through = paid_until where pause_behavior is not null and paid_until is not null;
