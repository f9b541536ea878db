-- The span that led to it, as Trace Context writes it; null when it was not traced. It ties what is done later, and
-- perhaps by another replica, to the request that it began with.
alter table stripe_event add column traceparent text;
alter table actionflow_run add column traceparent text;
