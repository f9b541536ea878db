do $$
begin
  perform set_config('lock_timeout', '5s', true);
  alter table idempotency_key
    -- When what the request asks of its row was asked. It tells a capture from a later one of the payment.
    add column if not exists asked_at timestamptz;
end
$$;
