// Stripe's fields, drawn for what is to be paid before anything has begun.
// https://docs.stripe.com/payments/accept-a-payment-deferred
import { dress, look } from './look.js';
import { facts } from './page.js';

const PATIENCE = 20_000;

// An intent of the server's is made of the same, or Stripe refuses to confirm it with these fields.
export function due() {
  const { mode, amount, currency, cards, keep } = facts();
  const saving = cards ? { setupFutureUsage: keep ? 'off_session' : null } : {};
  return mode === 'setup' ? { mode, currency } : { mode, currency, amount: Number(amount), ...saving };
}

// What stands beside the form has its own elements, and is waited for.
export async function draw(beside) {
  await script();
  const stripe = window.Stripe(facts().key);
  const { capture, methods } = facts();
  const drawn = due();
  const options = () => ({
    ...drawn,
    ...(capture ? { captureMethod: capture } : {}),
    ...(methods ? { paymentMethodConfiguration: methods } : {}),
    appearance: look(),
    locale: document.documentElement.lang,
    loader: 'never',
  });
  const group = () => dress(stripe.elements(options()));
  const elements = group();
  // Those have buttons of their own.
  const wallets = { applePay: 'never', googlePay: 'never' };
  const field = elements.create('payment', { layout: 'tabs', wallets });
  const fields = { stripe, elements, field, drawn, shown: drawn };
  await Promise.all([appear(field), beside(fields, group())]);
  hide();
  return fields;
}

export function appear(field) {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error('Stripe has not shown its fields'));
    const late = setTimeout(fail, PATIENCE);
    field.on('ready', () => {
      clearTimeout(late);
      resolve();
    });
    field.on('loaderror', fail);
    field.mount('#element');
  });
}

export function hide() {
  document.getElementById('skeleton')?.remove();
  document.getElementById('slot')?.removeAttribute('aria-busy');
}

let loading = null;

export function script() {
  loading ??= new Promise((resolve, reject) => {
    const tag = document.createElement('script');
    const fail = () => {
      loading = null;
      tag.remove();
      reject(new Error('Stripe.js has not come'));
    };
    const late = setTimeout(fail, PATIENCE);
    tag.src = facts().script;
    tag.onload = () => {
      clearTimeout(late);
      resolve();
    };
    tag.onerror = () => {
      clearTimeout(late);
      fail();
    };
    document.head.append(tag);
  });
  return loading;
}
