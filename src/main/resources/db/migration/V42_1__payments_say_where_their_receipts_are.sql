-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';

-- Whether Stripe makes an invoice of a one-time order. Orders of the release before ask for none. They are locked before their
-- payments, as everywhere.
alter table orders add column invoice boolean not null default false;
alter table orders add constraint what_stripe_invoices
  check (not invoice or price_id is null and capture = 'automatic') not valid;

-- Where Stripe shows the receipt and the invoice of a payment: whoever has such an address sees the page.
alter table payment add column receipt_url text;
alter table payment add column invoice_url text;
alter table payment add column invoice_pdf text;
alter table payment add constraint papers_are_at_addresses
  check (coalesce(receipt_url, 'http') like 'http%' and coalesce(invoice_url, 'http') like 'http%'
    and coalesce(invoice_pdf, 'http') like 'http%') not valid;
