-- Null where the app has not told it: then there are no receipts. Personal data, like whose order it is.
alter table orders add column receipt_email text check (length(receipt_email) between 1 and 254);
