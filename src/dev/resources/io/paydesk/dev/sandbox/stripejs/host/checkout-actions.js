// What a page does with a Checkout Session. What Stripe refuses is a result, never thrown.

const succeeded = (session) => ({ type: 'success', session: session.now() });
const failed = (message, code = null, more = {}) => ({ type: 'error', error: { message, code, ...more } });

async function changed(session, params, codeOf = () => null) {
  const { error } = await session.send('', params);
  return error ? failed(error.message, codeOf(error)) : succeeded(session);
}

function addressParams(name, contact) {
  if (!contact) return {};
  const { address, name: whose } = contact;
  return { [`${name}_address`]: address, [name === 'billing' ? 'name' : 'shipping_name']: whose };
}

const payFailed = (error) =>
  (error.type === 'card_error' || error.code?.endsWith('_authentication_failure')
    ? failed(error.message, 'paymentFailed', { paymentFailed: { declineCode: error.decline_code ?? null } })
    : failed(error.message));

/** After the bank was asked, Stripe says what became of it. */
async function afterTheBank(session) {
  const intent = session.page.intent;
  if (intent?.status !== 'requires_action' || intent.next_action?.type !== 'use_stripe_sdk') return undefined;
  await askTheBank(intent.next_action.use_stripe_sdk.stripe_js);
  const { error } = await session.send('/init', {});
  if (error) return failed(error.message);
  const { status, last_payment_error: payment, last_setup_error: setup } = session.page.intent ?? {};
  const last = payment ?? setup;
  return status === 'requires_payment_method' && last
    ? payFailed(last.code?.endsWith('_authentication_failure') ? { ...last, message: NOT_AUTHENTICATED.message } : last)
    : undefined;
}

async function firstSent(session, { email, billingAddress, shippingAddress, savePaymentMethod }) {
  const params = {
    email,
    ...addressParams('billing', billingAddress),
    ...addressParams('shipping', shippingAddress),
    save_payment_method: savePaymentMethod,
  };
  return fields(params).length ? (await session.send('', params)).error : undefined;
}

function leave(session, returnUrl) {
  const to = session.page.return_url ?? returnUrl;
  location.assign(to.replace('{CHECKOUT_SESSION_ID}', session.page.id));
  return never();
}

async function confirmSession(session, elements, options = {}) {
  const { returnUrl, redirect = 'always', paymentMethod } = options;
  must(['always', 'if_required'].includes(redirect), "confirm(): redirect is 'always' or 'if_required'.");
  must(redirect === 'if_required' || returnUrl || session.page.return_url,
    'confirm() needs a returnUrl, as the session has no return_url.');
  const element = elements.get('payment');
  must(paymentMethod || element || session.page.amount_total === 0,
    'confirm() needs a mounted Payment Element, or a paymentMethod.');
  const refused = await firstSent(session, options);
  if (refused) return failed(refused.message);
  const params = { expected_amount: session.page.amount_total ?? undefined, use_stripe_sdk: true };
  const typed = element && !paymentMethod;
  const missing = typed && (await element._ask('submit')).error;
  if (missing) return failed(missing.message);
  const { error } = typed
    ? await session.sendTyped(element, params)
    : await session.send('/confirm', { ...params, payment_method: paymentMethod });
  if (error) await session.send('/init', {});
  const bad = error ? payFailed(error) : await afterTheBank(session);
  if (bad) return bad;
  return redirect === 'always' && session.page.status === 'complete' ? leave(session, returnUrl) : succeeded(session);
}

const NOT_HERE = 'The pretend Stripe cannot change that.';

function actionsOf(session, elements) {
  return {
    getSession: () => session.now(),
    applyPromotionCode: (code) => changed(session, { promotion_code: code }, () => 'invalidCode'),
    removePromotionCode: () => changed(session, { promotion_code: '' }),
    updateEmail: async (email) => {
      if (!/^\S+@\S+\.\S+$/.test(email ?? '')) return failed('Your email is incomplete.', 'incompleteEmail');
      return changed(session, { email }, () => 'invalidEmail');
    },
    updateBillingAddress: (contact) => changed(session, addressParams('billing', contact)),
    updateShippingAddress: (contact) => changed(session, addressParams('shipping', contact)),
    updateShippingOption: (id) => changed(session, { shipping_option: id }),
    updatePhoneNumber: async () => succeeded(session),
    updateLineItemQuantity: async () => failed(NOT_HERE),
    updateTaxIdInfo: async () => failed(NOT_HERE),
    addOptionalLineItem: async () => failed(NOT_HERE),
    removeOptionalLineItem: async () => failed(NOT_HERE),
    async runServerUpdate(work) {
      try {
        await work();
      } catch (thrown) {
        return failed(thrown.message);
      }
      const { error } = await session.send('/init', {});
      elements.get('payment')?._retell(await elements._known());
      return error ? failed(error.message) : succeeded(session);
    },
    async validateElements() {
      const element = elements.get('payment');
      if (!element) return { type: 'error', error: { code: 'no_elements', message: 'No element is mounted.', validation_errors: [] } };
      const { error } = await element._ask('submit');
      if (!error) return succeeded(session);
      const { message } = error;
      return { type: 'error', error: { code: 'validation_error', message, validation_errors: [{ message, element: 'payment' }] } };
    },
    confirm: (options) => confirmSession(session, elements, options),
  };
}
