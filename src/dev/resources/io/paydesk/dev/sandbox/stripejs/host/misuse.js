// What a programmer does wrong is thrown. What goes wrong for a payer is answered.

class IntegrationError extends Error {
  name = 'IntegrationError';
}

function must(holds, words) {
  if (!holds) throw new IntegrationError(words);
}

const isObject = (value) => value !== null && typeof value === 'object';

/** For async functions: misuse is a promise that fails, as anything else of theirs. */
function intentOf(secret, prefix, where) {
  must(typeof secret === 'string' && secret, `${where} needs a client secret.`);
  const named = ofSecret(secret);
  must(named, `${where}: '${secret}' is no client secret. It looks like pi_123_secret_456.`);
  must(
    prefix.includes(named.prefix),
    `${where} takes the client secret of a ${prefix.includes('pi') ? 'PaymentIntent' : 'SetupIntent'}.`,
  );
  return named;
}
