-- What may be forgotten is looked for step by step, oldest first. Concurrently, as the release before goes on to write.
drop index concurrently if exists handed_by_age;
create index concurrently handed_by_age on handed_secret (handed_at, opens) where pay_link_id is null;
