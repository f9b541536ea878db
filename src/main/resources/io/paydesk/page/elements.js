// Takes the payment in Stripe's fields on this page.
// https://docs.stripe.com/js/payment_intents/confirm_payment
import { post, Refused } from './api.js';
import { done, isBusy, rest, work } from './button.js';
import { dark, look } from './look.js';
import { complain, explain, facts, on, quiet, renew } from './page.js';

const PATIENCE = 20_000;

let again = null;
let under = '';

// The server has said which payment is the order's now.
export function keepUp() {
  if (again && under && facts().state === 'payable' && facts().payment && facts().payment !== under && !isBusy()) {
    again();
  }
}

export function takeByElements() {
  let opening = null;
  // Fields that have just come have nothing in them yet: whoever asked for them looks first.
  let seen = true;
  const form = () => {
    opening ??= open().catch((failure) => {
      opening = null;
      seen = false;
      hide();
      throw failure;
    });
    return opening;
  };
  on('form', 'submit', async (submit) => {
    submit.preventDefault();
    if (isBusy()) {
      return;
    }
    quiet();
    work();
    try {
      const fields = await form();
      if (fields && seen) {
        await confirm(fields);
      }
      seen = true;
    } catch (failure) {
      explain(failure);
    } finally {
      rest();
    }
  });
  const start = () =>
    form().catch((failure) => (failure.status ? explain(failure) : complain(facts().notLoaded)));
  // The payment under the fields is over, or another one has begun: they are of no use any more.
  again = async () => {
    const fields = await opening?.catch(() => null);
    fields?.field.destroy();
    opening = null;
    await start();
    complain(facts().elsewhere);
  };
  start();
}

// The form, once it is there; null where the order takes no payment any more.
async function open() {
  const [stripe, begun] = await Promise.all([script().then(() => window.Stripe(facts().key)), begin()]);
  if (!begun?.clientSecret) {
    await renew();
    if (facts().state === 'payable') {
      // Stripe has not answered yet, or the order was just given free again.
      throw new Refused(202, {}, 0);
    }
    return null;
  }
  under = String(begun.id);
  facts().payment = under;
  const elements = stripe.elements({
    clientSecret: begun.clientSecret,
    appearance: look(),
    locale: document.documentElement.lang,
    loader: 'never',
  });
  dark.addEventListener('change', () => elements.update({ appearance: look() }));
  const field = elements.create('payment', { layout: 'tabs' });
  await appear(field);
  return { stripe, elements, field };
}

function appear(field) {
  return new Promise((resolve, reject) => {
    field.on('ready', () => {
      hide();
      resolve();
    });
    field.on('loaderror', () => reject(new Error('Stripe has not shown its fields')));
    field.mount('#element');
  });
}

function hide() {
  document.getElementById('skeleton')?.remove();
  document.getElementById('slot')?.removeAttribute('aria-busy');
}

// Null where there is nothing to pay, or no more.
async function begin() {
  try {
    return await post('payments', { orderId: Number(facts().order) });
  } catch (refused) {
    if (refused.status === 401 || refused.status === 404 || refused.status === 409) {
      return null;
    }
    throw refused;
  }
}

let loading = null;

function script() {
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

async function confirm({ stripe, elements }) {
  const { error } = await stripe.confirmPayment({
    elements,
    confirmParams: { return_url: facts().back },
    redirect: 'if_required',
  });
  if (!error) {
    await done();
    await settle();
  } else if (error.code === 'payment_intent_unexpected_state') {
    await settle();
    if (facts().state === 'payable') {
      rest();
      await again();
    }
  } else if (error.type === 'validation_error') {
    // The fields say what is missing.
    elements.getElement('payment')?.focus();
  } else {
    complain(error.message ?? facts().notSent);
  }
}

// Stripe is asked by the server, which alone decides what has happened.
export async function settle() {
  if (facts().payment) {
    await post(`payments/${facts().payment}/refresh`).catch(() => {});
  }
  await renew();
}
