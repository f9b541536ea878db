// Calls of Stripe's API, as a browser may make them: with the publishable key and a client secret.

/** Nested parameters in Stripe's notation: a[b]=c, list[]=d. */
function fields(value, name, into = []) {
  if (Array.isArray(value)) {
    value.forEach((each) => fields(each, `${name}[]`, into));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, each] of Object.entries(value)) {
      fields(each, name ? `${name}[${key}]` : key, into);
    }
  } else if (value !== undefined && value !== null) {
    into.push([name, String(value)]);
  }
  return into;
}

const NO_ANSWER = {
  type: 'api_connection_error',
  message: 'Stripe did not answer. Check your internet connection and try again.',
};

/** Never throws: what went wrong is the error of the answer. */
async function callStripe(key, method, path, params = {}) {
  const sent = new URLSearchParams(fields(params));
  const address = method === 'GET' ? `${path}?${sent}` : path;
  try {
    const response = await fetch(ORIGIN + address, {
      method,
      headers: { Authorization: `Bearer ${key}` },
      body: method === 'GET' ? undefined : sent,
    });
    const answer = await response.json();
    return response.ok ? { object: answer } : { error: answer.error };
  } catch {
    return { error: { ...NO_ANSWER } };
  }
}

const INTENTS = { pi: 'payment_intents', seti: 'setup_intents' };

/** The object that a client secret belongs to; undefined where it is none. */
function ofSecret(secret) {
  const [, id, prefix] = /^((pi|seti|cs)_\w+?)_secret_\w+$/.exec(secret) ?? [];
  if (!id) return undefined;
  return { id, prefix, path: `/v1/${INTENTS[prefix] ?? 'payment_pages'}/${id}` };
}
