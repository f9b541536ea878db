create table stripe_customer (
  user_id               text primary key,
  version               integer not null default 0,
  uuid                  uuid not null unique,
  customer_id           text unique,
  stripe_request        text not null,
  idempotency_key       uuid not null,
  idempotency_key_since timestamptz not null,
  created_at            timestamptz not null default now()
);

-- The keys of our own API's callers. An answer is never kept, it is rendered again from its row: a client
-- secret has no business here. Only a refusal is kept as it was.
create table idempotency_key (
  id           bigint generated always as identity primary key,
  user_id      text not null,
  method       text not null,
  path         text not null,
  key          text not null check (length(key) between 1 and 255),
  body_hash    text not null,
  row_id       bigint,
  status       integer,
  problem      text,
  leased_until timestamptz not null,
  lease        uuid not null,
  created_at   timestamptz not null default now(),
  unique (user_id, method, path, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);
