-- A link may open the saved cards of one payer instead of an order, and a link to an order may offer them.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table pay_link
  alter column order_id drop not null,
  add column user_id text check (length(user_id) between 1 and 255),
  add column saved_cards boolean not null default false,
  add constraint pay_link_opens_one_thing check ((order_id is null) <> (user_id is null));
-- All links of a payer are taken back at once.
create index pay_link_of_user on pay_link (user_id) where user_id is not null;
-- Since when whoever has a link may have given a card that Stripe keeps for a subscription of the payer's. Nobody knows whose
-- it is, so it is not the payer's to pay other things with.
create table card_by_link (
  user_id text primary key check (length(user_id) between 1 and 255),
  since   timestamptz not null
);
