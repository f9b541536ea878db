-- A domain that somebody has asked this service to register at Stripe, which has the registrations themselves: the row names what
-- the audit is about, and holds the key of a call whose answer has not come.
create table if not exists payment_method_domain (
  id          bigint generated always as identity primary key,
  domain_name text not null unique check (length(domain_name) between 1 and 253),
  -- What Stripe is being asked to do; null while nothing is under way.
  act         text check (act in ('create', 'enable', 'validate')),
  key         uuid,
  key_since   timestamptz,
  created_at  timestamptz not null default now(),
  constraint a_domains_call_is_whole check ((act is null) = (key is null) and (key is null) = (key_since is null))
);
