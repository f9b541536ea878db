// What was entered, as a token with which a server confirms.
// https://docs.stripe.com/js/confirmation_tokens/create_confirmation_token

async function confirmationToken(stripe, options) {
  must(isObject(options) && options.elements instanceof Elements, 'createConfirmationToken() needs {elements}.');
  const { elements, params = {} } = options;
  must(isObject(params), 'createConfirmationToken(): params is an object.');
  const missing = await elements._ready('createConfirmationToken()');
  if (missing) return { error: missing };
  const { setupFutureUsage: usage } = elements._options;
  const { object, error } = await elements._send('/v1/confirmation_tokens',
    { ...(usage ? { setup_future_usage: usage } : {}), ...params, use_stripe_sdk: true });
  elements._paidByWallet();
  return error ? { error } : { confirmationToken: object };
}
