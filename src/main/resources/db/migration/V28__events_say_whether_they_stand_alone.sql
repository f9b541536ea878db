-- Whether an event is applied without a look at Stripe, which its body tells as it comes. Null where an earlier release
-- stored it: such an event takes its turn among those that look.
alter table stripe_event add column stands_alone boolean;
