-- A link is named by its id: in the audit, in lists, and to take it back alone.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table pay_link
  drop constraint pay_link_pkey,
  add column id bigint generated always as identity primary key,
  add constraint pay_link_hash_key unique (hash),
  -- What whoever has the link was given last to pay with. Their rows are never removed.
  add column payment_id bigint,
  add column recurring_payment_id bigint;
-- What a link has opened ends with it. Null in tickets of other callers.
alter table stream_ticket add column pay_link_id bigint references pay_link on delete cascade;
create index stream_ticket_of_pay_link on stream_ticket (pay_link_id) where pay_link_id is not null;
