-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';

-- Who has signed in to /admin, and from when to when. Of the cookie its SHA-256 alone is kept: it has 190 bits of chance.
create table console_session (
  hash          bytea primary key check (octet_length(hash) = 32),
  -- By which secret of which key; what the key may is read from it at each request. Null of who came by OIDC.
  key_secret_id bigint references api_key_secret on delete cascade,
  -- What the audit calls them: key: and the key's id, or the sub of the OIDC token.
  holder        text not null check (length(holder) between 1 and 255),
  role          text not null check (role in ('admin', 'support')),
  created_at    timestamptz not null default now(),
  -- At most one write in a tenth of the idle time.
  last_used_at  timestamptz not null default now(),
  ends_at       timestamptz not null,
  check ((key_secret_id is not null) = (holder like 'key:%')),
  check (ends_at > created_at)
);
create index console_session_of_holder on console_session (holder);
create index console_session_by_end on console_session (ends_at);
create index console_session_of_secret on console_session (key_secret_id) where key_secret_id is not null;

-- What a session opens streams with ends with it. Null of every other ticket.
alter table stream_ticket add column console_session bytea references console_session on delete cascade;
create index stream_ticket_of_session on stream_ticket (console_session) where console_session is not null;
