-- As before, but the time in which such an event is tried begins when its payment is here, and not when it came.
create or replace function queue_waiting_events() returns trigger language plpgsql as $$
begin
  update stripe_event
  set status = 'waiting', reason = null, waits_for = null, attempts = 0, lost = 0, claim = null, finished_at = null,
      next_attempt_at = now(), waiting_since = now()
  where waits_for = new.payment_intent_id and status = 'ignored';
  return null;
end
$$;
