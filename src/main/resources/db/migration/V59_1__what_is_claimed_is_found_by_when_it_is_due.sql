-- Each statement may be run again. What waits for its time gets that; the rest is due since the migration before.
-- Some thousands at a time, and none that somebody works on: one statement for all would hold their rows.
do $$
declare
  moved integer;
begin
  loop
    update stripe_event set due_at = next_attempt_at
    where id = any(array(
      select id from stripe_event
      where status = 'waiting' and next_attempt_at > now() and claim is null and due_at <> next_attempt_at
      order by next_attempt_at, seq limit 5000
      for update skip locked));
    get diagnostics moved = row_count;
    commit;
    exit when moved = 0;
  end loop;
end
$$;
do $$
declare
  moved integer;
begin
  loop
    update actionflow_run set due_at = next_attempt_at
    where id = any(array(
      select id from actionflow_run
      where status = 'waiting' and next_attempt_at > now() and claim is null and due_at <> next_attempt_at
      order by id limit 5000
      for update skip locked));
    get diagnostics moved = row_count;
    commit;
    exit when moved = 0;
  end loop;
end
$$;

-- Under names of their own: the release before goes on to claim. It finds what waits by these too, and sorts it.
drop index concurrently if exists stripe_event_to_try;
create index concurrently stripe_event_to_try on stripe_event (due_at, seq) where status = 'waiting';
drop index concurrently if exists actionflow_run_to_try;
create index concurrently actionflow_run_to_try on actionflow_run (target, due_at, id) where status = 'waiting';
drop index concurrently if exists stripe_event_due;
drop index concurrently if exists actionflow_run_due;
-- actionflow_run_by_status finds the same rows in the same order.
drop index concurrently if exists actionflow_run_waiting;
