-- What whoever ended a review should know: that the subscription was to end with it, and has not.
alter table orders add column warning text;
