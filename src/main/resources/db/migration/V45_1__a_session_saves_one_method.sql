-- Events name the session. An index that did not come to its end is there, and of no use.
drop index concurrently if exists setup_intent_of_checkout_session;
create unique index concurrently setup_intent_of_checkout_session on setup_intent (checkout_session_id)
  where checkout_session_id is not null;
