-- A payer may save a method on a page or in a form of Stripe's. The session is a setup intent's row from its first moment, so
-- that the index one_live_setup_intent_per_user holds over both. The first three are null where the app asked for a bare one.
-- One table at a time, so that no lock is held while another is waited for.
-- Whoever holds a table for long, such as a pg_dump, fails this and nothing else: what waits behind a waiting lock stands still too.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table setup_intent
    add column if not exists surface text,
    add column if not exists checkout_session_id text,
    -- When the payer cannot go on there any more, as Stripe states it.
    add column if not exists session_expires_at timestamptz,
    -- With which the session or the intent is ended at Stripe; null where the payer may go on.
    add column if not exists end_key uuid,
    add column if not exists end_key_since timestamptz;
  alter table setup_intent drop constraint if exists a_savers_surface_is_known;
  alter table setup_intent add constraint a_savers_surface_is_known
    check (surface in ('hosted', 'embedded', 'elements')) not valid;
  alter table setup_intent drop constraint if exists a_savers_session_has_a_surface;
  alter table setup_intent add constraint a_savers_session_has_a_surface
    check (surface is not null or (checkout_session_id is null and session_expires_at is null)) not valid;
  alter table setup_intent drop constraint if exists a_setup_intents_end_is_whole;
  alter table setup_intent add constraint a_setup_intents_end_is_whole
    check ((end_key is null) = (end_key_since is null)) not valid;
  -- The payer may have done their part, and a bank takes days to say whether the account is theirs.
  alter table setup_intent drop constraint if exists setup_intent_status_check;
  alter table setup_intent add constraint setup_intent_status_check
    check (status in ('created', 'pending', 'processing', 'succeeded', 'canceled', 'failed', 'unknown')) not valid;
end
$$;

-- With which Stripe is told to keep the way in which a payer paid in a session for their renewals; null while nothing is under way.
do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table recurring_payment
    add column if not exists methods_key uuid,
    add column if not exists methods_key_since timestamptz;
  alter table recurring_payment drop constraint if exists a_key_to_keep_methods_is_whole;
  alter table recurring_payment add constraint a_key_to_keep_methods_is_whole
    check ((methods_key is null) = (methods_key_since is null)) not valid;
end
$$;

-- What Stripe is about to be asked to do to a saved method. Stripe has the methods, so there is no row of ours that could hold
-- the key; it is here while no answer has come, and gone then.
create table if not exists method_request (
  user_id           text not null check (length(user_id) between 1 and 255),
  -- The method that is removed, or 'default'.
  subject           text not null,
  payment_method_id text not null,
  key               uuid not null,
  key_since         timestamptz not null,
  primary key (user_id, subject)
);
