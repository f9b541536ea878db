// Elements with a mode are made before the intent, and it must turn out as they were told.

const named = (value) => (value === undefined || value === null ? 'null' : [value].flat().join(', '));

const captureOf = (method) => (method === 'automatic_async' ? 'automatic' : method ?? 'automatic');

const usageOf = ({ mode, setupFutureUsage }) =>
  setupFutureUsage ?? (mode === 'subscription' ? 'off_session' : null);

/** What is to be the same, as the elements and the intent have it. */
function compared(options, intent) {
  const types = options.paymentMethodTypes
    ? [['payment_method_types', [...options.paymentMethodTypes].sort(), [...intent.payment_method_types].sort()]]
    : [];
  // A subscription asks for a payment, or for a card only where nothing is due today.
  const subscribes = options.mode === 'subscription';
  if (intent.object === 'setup_intent') {
    const usage = options.setupFutureUsage ?? 'off_session';
    return [['mode', subscribes ? 'setup' : options.mode, 'setup'], ['setup_future_usage', usage, intent.usage], ...types];
  }
  return [
    ['mode', options.mode === 'setup' ? 'setup' : 'payment', 'payment'],
    ['currency', options.currency.toLowerCase(), intent.currency],
    ['amount', options.amount, intent.amount],
    ['capture_method', captureOf(options.captureMethod), captureOf(intent.capture_method)],
    ['setup_future_usage', usageOf(options), intent.setup_future_usage],
    ...types,
  ];
}

/** An error in Stripe's shape, or undefined. */
function disagreement(options, intent) {
  const [name, ours, its] =
    compared(options, intent).find(([, mine, other]) => named(mine) !== named(other)) ?? [];
  return name && {
    type: 'invalid_request_error',
    message: `The provided ${name} (${named(ours)}) does not match the expected ${name} (${named(its)}).`
      + ' Make the intent with the same parameters as Elements.',
  };
}
