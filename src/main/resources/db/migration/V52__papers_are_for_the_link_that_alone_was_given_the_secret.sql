-- A link shows the papers of what was paid with a secret that nobody else was given.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
-- Of each PaymentIntent and checkout session whose client secret was handed out, to whom; never the secret.
create table handed_secret (
  opens             text primary key,
  -- Null where anybody but one link was given it too.
  pay_link_id       bigint references pay_link on delete set null,
  -- How often Stripe had charged the intent's invoice by itself; 0 without an invoice.
  attempts          bigint not null,
  -- By Stripe's clock, in whole seconds as its own times are: since when the link has it with that many attempts.
  handed_at         timestamptz not null
);
create index handed_secret_of_pay_link on handed_secret (pay_link_id) where pay_link_id is not null;
alter table pay_link
  drop column payment_id,
  drop column recurring_payment_id;
alter table payment
  -- Whether this service was asked to charge a saved method.
  add column by_saved_method boolean not null default false,
  -- How often Stripe had charged its invoice by itself, and when the charge was made that paid; null without an invoice.
  add column invoice_attempts bigint,
  add column charged_at timestamptz;
