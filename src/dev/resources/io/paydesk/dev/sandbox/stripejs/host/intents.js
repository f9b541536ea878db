// Confirming and reading PaymentIntents and SetupIntents.

const NOT_AUTHENTICATED = {
  type: 'invalid_request_error',
  message: 'We could not authenticate your payment method. Choose another one and try again.',
};

const never = () => new Promise(() => {});

const nameOf = (intent) => (intent.object === 'setup_intent' ? 'setupIntent' : 'paymentIntent');

const lastError = (intent) => intent.last_payment_error ?? intent.last_setup_error;

/** An intent that has come to nothing is an error, with the intent in it. */
function resultOf(intent) {
  const last = lastError(intent);
  if (intent.status !== 'requires_payment_method' || !last) return { [nameOf(intent)]: intent };
  const told = last.code?.endsWith('_authentication_failure') ? { ...last, ...NOT_AUTHENTICATED } : last;
  return { error: { ...told, [intent.object]: intent } };
}

/** How a redirect tells what became of it. */
function redirectStatus({ status }) {
  if (['succeeded', 'requires_capture'].includes(status)) return 'succeeded';
  return ['processing', 'requires_action'].includes(status) ? 'pending' : 'failed';
}

function goBack(returnUrl, intent) {
  const to = new URL(returnUrl);
  to.searchParams.set(intent.object, intent.id);
  to.searchParams.set(`${intent.object}_client_secret`, intent.client_secret);
  to.searchParams.set('redirect_status', redirectStatus(intent));
  location.assign(to);
  return never();
}

async function retrieve(stripe, secret, prefix, where) {
  const { path } = intentOf(secret, prefix, where);
  const { object, error } = await stripe._call('GET', path, { client_secret: secret });
  return error ? { error } : { [nameOf(object)]: object };
}

/** Lets the payer do what is to be done; the intent is read anew. */
async function act(stripe, intent) {
  const next = intent.next_action;
  if (next?.type === 'redirect_to_url') {
    location.assign(next.redirect_to_url.url);
    return never();
  }
  if (next?.type !== 'use_stripe_sdk') return { [nameOf(intent)]: intent };
  await askTheBank(next.use_stripe_sdk.stripe_js);
  const { path } = ofSecret(intent.client_secret);
  const { object, error } = await stripe._call('GET', path, { client_secret: intent.client_secret });
  return error ? { error } : resultOf(object);
}

function checkConfirm(where, { elements, clientSecret, confirmParams = {}, redirect = 'always' }) {
  must(['always', 'if_required'].includes(redirect), `${where}: redirect is 'always' or 'if_required'.`);
  must(elements === undefined || elements instanceof Elements, `${where}: elements is what stripe.elements() gave.`);
  const secret = clientSecret ?? elements?._secret;
  must(secret, `${where} needs a clientSecret, or elements that were made with one.`);
  must(redirect === 'if_required' || confirmParams.return_url,
    `${where} needs confirmParams.return_url, unless redirect is 'if_required'.`);
  if (confirmParams.return_url) {
    must(URL.canParse(confirmParams.return_url),
      `${where}: confirmParams.return_url is a whole address, such as https://shop.example/thanks.`);
  }
  must(elements || confirmParams.payment_method || confirmParams.confirmation_token,
    `${where} needs elements, or confirmParams.payment_method.`);
  return secret;
}

async function confirmIntent(stripe, where, prefix, options) {
  must(isObject(options), `${where} needs an object of options.`);
  const secret = checkConfirm(where, options);
  const { path } = intentOf(secret, prefix, where);
  const { elements, confirmParams = {}, redirect = 'always' } = options;
  const params = { ...confirmParams, client_secret: secret, use_stripe_sdk: true };
  const typed = elements && !confirmParams.payment_method && !confirmParams.confirmation_token;
  if (typed) elements.getElement('payment')?._mustGet(confirmParams, where);
  const missing = typed && ((await elements._ready(where)) ?? (await elements._differs(secret)));
  if (missing) return { error: missing };
  const { object, error } = typed
    ? await elements._send(`${path}/confirm`, params)
    : await stripe._call('POST', `${path}/confirm`, params);
  if (typed) elements._paidByWallet();
  if (error) return { error };
  const result = await act(stripe, object);
  const intent = result[nameOf(object)];
  return intent && redirect === 'always' ? goBack(confirmParams.return_url, intent) : result;
}

async function nextAction(stripe, secret, prefix, where) {
  const { error, ...found } = await retrieve(stripe, secret, prefix, where);
  if (error) return { error };
  const intent = found.paymentIntent ?? found.setupIntent;
  must(intent.status === 'requires_action',
    `${where}: the intent is not in the status requires_action, but ${intent.status}. Ask for its status first.`);
  return act(stripe, intent);
}

/** The older way, for a method that is saved or that the server has chosen. */
async function confirmCard(stripe, where, prefix, secret, data = {}) {
  const { path } = intentOf(secret, prefix, where);
  must(!isObject(data.payment_method),
    `${where}: the pretend Stripe has no Card Element. Give the id of a payment method, or use a Payment Element.`);
  const { object, error } =
    await stripe._call('POST', `${path}/confirm`, { ...data, client_secret: secret, use_stripe_sdk: true });
  return error ? { error } : act(stripe, object);
}
