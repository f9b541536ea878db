-- Registering an address again hands back the endpoint that is there. The key is the SHA-256 of the URL: an index takes
-- no text of 2,000 characters. It is null in rows that the release before makes meanwhile, and in the older ones of
-- several endpoints that have one URL already: those stay and are delivered to, and the newest is handed back.
-- Whoever holds the table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
set local lock_timeout = '5s';
alter table actionflow_endpoint add column url_key text check (length(url_key) = 64);

update actionflow_endpoint e set url_key = encode(sha256(convert_to(e.url, 'UTF8')), 'hex')
where e.status <> 'deleted'
  and not exists (select from actionflow_endpoint newer
                  where newer.url = e.url and newer.status <> 'deleted' and newer.id > e.id);

create unique index actionflow_endpoint_of_url on actionflow_endpoint (url_key) where status <> 'deleted';
