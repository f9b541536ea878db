// The payer's browser at Stripe, as it would be in production: only the script's address differs.

let stripe;
let elements;
let shown = '';

function loaded(address) {
  const script = document.createElement('script');
  script.src = address;
  return new Promise((done, failed) => {
    script.addEventListener('load', done);
    script.addEventListener('error', () => failed(new Error(`${address} does not load.`)));
    document.head.append(script);
  });
}

export async function loadStripe({ stripeScript, publishableKey }) {
  await loaded(stripeScript);
  stripe = window.Stripe(publishableKey);
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const appearance = () => ({
  theme: dark.matches ? 'night' : 'stripe',
  variables: { colorPrimary: getComputedStyle(document.body).getPropertyValue('--link').trim() || undefined },
});

/** Before a payment has a secret: what is to be paid is enough to choose a method. */
export function offerMethods({ amount, currency, capture }, { isSubscription, asks, saves }) {
  if (!stripe) return;
  const mode = asks === 'setup' ? 'setup' : isSubscription ? 'subscription' : 'payment';
  const wanted = JSON.stringify([mode, amount, currency, capture, saves]);
  if (shown === wanted) return;
  elements?.getElement('payment')?.destroy();
  shown = wanted;
  elements = stripe.elements({
    mode,
    currency,
    amount: mode === 'setup' ? undefined : amount,
    captureMethod: capture === 'manual' ? 'manual' : undefined,
    setupFutureUsage: saves ? 'off_session' : undefined,
    appearance: appearance(),
  });
  elements.create('payment').mount('#methods');
}

export const focusMethods = () => elements?.getElement('payment')?.focus();

dark.addEventListener('change', () => elements?.update({ appearance: appearance() }));

/** What is missing is said in the fields, before anything is begun. */
export const complete = async () => !(await elements.submit()).error;

/** Stays here, unless the method itself leads away. Answers with Stripe's words if it failed. */
export async function confirmAtStripe({ clientSecret }, orderId) {
  const confirm = clientSecret.startsWith('seti_') ? 'confirmSetup' : 'confirmPayment';
  const { error } = await stripe[confirm]({
    elements,
    clientSecret,
    confirmParams: { return_url: `${location.origin}/?order=${orderId}` },
    redirect: 'if_required',
  });
  return error?.message ?? '';
}
