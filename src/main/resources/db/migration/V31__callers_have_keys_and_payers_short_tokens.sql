-- Keys of those who call this service. Of a secret its SHA-256 alone is kept: it has 190 bits of chance, so nobody
-- finds it by trying, and a slow hash, which words that people choose need, would be paid for at each request.
create table api_key (
  id              bigint generated always as identity primary key,
  version         integer not null default 0,
  name            text not null check (length(name) between 1 and 100),
  role            text not null check (role in ('admin', 'service', 'support')),
  -- Separated by commas. Null: all that the role may.
  scopes          text check (scopes <> ''),
  -- An admin by the API, somebody with the database's password by a command, or a setting at the first start.
  origin          text not null check (origin in ('api', 'command', 'setting')),
  created_by      text,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  expires_at      timestamptz,
  revoked_at      timestamptz,
  revoked_by      text,
  -- When somebody tried last after it was revoked or had expired. At most one write a minute.
  last_refused_at timestamptz,
  check ((origin = 'api') = (created_by is not null)),
  check ((revoked_at is null) = (revoked_by is null))
);
-- The setting is taken once. Replicas that start together take it once as well.
create unique index one_key_by_setting on api_key (origin) where origin = 'setting';
-- For an alert.
create index api_key_by_refusal on api_key (last_refused_at) where last_refused_at is not null;

-- A key has one secret, and after a rotation the older ones for a while.
create table api_key_secret (
  id           bigint generated always as identity primary key,
  key_id       bigint not null references api_key on delete restrict,
  hash         bytea not null unique check (octet_length(hash) = 32),
  last_four    text not null check (length(last_four) = 4),
  created_at   timestamptz not null,
  -- Null: as long as the key.
  expires_at   timestamptz,
  -- At most one write a minute.
  last_used_at timestamptz
);
create index api_key_secret_of_key on api_key_secret (key_id, id);

-- Short-lived tokens of payers. A revoked one is gone.
create table user_token (
  hash       bytea primary key check (octet_length(hash) = 32),
  user_id    text not null check (length(user_id) between 1 and 255),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index user_token_of_user on user_token (user_id);
-- What a key gave out ends with it.
create index user_token_of_creator on user_token (created_by);
create index user_token_by_expiry on user_token (expires_at);

-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
-- The third role, which reads.
alter table stream_ticket add column support boolean not null default false;
