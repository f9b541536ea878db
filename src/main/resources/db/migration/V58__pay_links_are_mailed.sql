-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';

-- A pay-link that somebody asked to be mailed. The link itself is made when the mail is sent: no table and no log ever has its
-- token. Each try makes another link; that of a try whose answer was lost stays good until the mail ends
-- unsent, as it may have arrived.
create table pay_link_mail (
  id               bigint generated always as identity primary key,
  order_id         bigint not null references orders on delete cascade,
  address          text not null check (length(address) between 3 and 254),
  to_order_address boolean not null,
  return_url       text check (length(return_url) between 1 and 2000),
  -- Seconds for which the link opens, from when the mail is sent.
  life             integer not null check (life > 0),
  asked_by         text not null,
  -- Which of a key's secrets was sent; null of another token. The link does not outlive the key.
  asked_secret     bigint,
  status           text not null default 'waiting' check (status in ('waiting', 'sent', 'failed', 'canceled')),
  -- The name of the problem for which it was not sent.
  reason           text,
  attempts         integer not null default 0,
  claim            uuid,
  next_attempt_at  timestamptz not null default now(),
  -- The same in each try, for the mail's Message-ID.
  message          uuid not null default gen_random_uuid(),
  pay_link_id      bigint references pay_link on delete set null,
  -- The link of each try, so that they can be taken back where none is sent.
  tried_links      bigint[] not null default '{}',
  created_at       timestamptz not null default now(),
  sent_at          timestamptz,
  given_up_at      timestamptz,
  check ((status = 'sent') = (sent_at is not null)),
  check ((status in ('failed', 'canceled')) = (given_up_at is not null))
);
create index pay_link_mail_of_order on pay_link_mail (order_id, id);
create index pay_link_mail_due on pay_link_mail (next_attempt_at) where status = 'waiting';
create index pay_link_mail_by_age on pay_link_mail (created_at);
-- How much lately went to one mailbox, and was asked for by one caller.
create index pay_link_mail_by_address on pay_link_mail (lower(address), created_at);
create index pay_link_mail_by_asker on pay_link_mail (asked_by, created_at);
create index pay_link_mail_of_pay_link on pay_link_mail (pay_link_id) where pay_link_id is not null;

-- What an operation's name does not say, such as that a link went to an address that is not the order's. No personal data.
alter table audit add column note text check (length(note) <= 100);
