-- A link opens one order on the payer's page. Of its token the SHA-256 alone is kept, as of a key.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
create table pay_link (
  hash       bytea primary key check (octet_length(hash) = 32),
  order_id   bigint not null references orders on delete cascade,
  -- Where the payer goes back to; null for nowhere.
  return_url text check (length(return_url) between 1 and 2000),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index pay_link_of_order on pay_link (order_id);
-- What a key gave out ends with it.
create index pay_link_of_creator on pay_link (created_by);
create index pay_link_by_expiry on pay_link (expires_at);
