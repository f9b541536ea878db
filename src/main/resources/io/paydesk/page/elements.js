// Takes the payment in Stripe's fields on this page.
// https://docs.stripe.com/js/payment_intents/confirm_payment
import { ask } from './api.js';
import { begin } from './begin.js';
import { done, isBusy, rest, work } from './button.js';
import { isInDoubt, isKnown } from './doubt.js';
import { offer } from './express.js';
import { complain, explain, facts, mention, on, quiet, renew } from './page.js';
import { draw, due, hide } from './stripe.js';

let drawing = null;

// What a bank decides on, though the order can be paid by all that the server knows: its secret, kept here alone.
let waiting = null;

export const isWaiting = () => waiting !== null;

export function takeByElements() {
  drawing = null;
  waiting = null;
  // Fields that have just come have nothing in them yet: whoever asked for them looks first.
  let seen = true;
  const form = () => {
    drawing ??= draw(beside).catch((failure) => {
      drawing = null;
      seen = false;
      hide();
      throw failure;
    });
    return drawing;
  };
  on('form', 'submit', async (submit) => {
    submit.preventDefault();
    if (isBusy()) {
      return;
    }
    quiet();
    work();
    let over = false;
    try {
      const fields = await form();
      over = seen && (await pay(fields));
      seen = true;
    } catch (failure) {
      explain(failure);
    } finally {
      if (!over) {
        rest();
      }
    }
  });
  form().catch(() => complain(facts().notLoaded));
}

// A group of its own: who pays by a wallet has entered nothing in the form.
function beside(fields, elements) {
  fields.beside = elements;
  return offer(fields.stripe, elements, (by) => pay(fields, by));
}

// What the page shows may have changed: then the fields are for that.
export async function keepUp() {
  await lookAgain();
  const fields = await drawing?.catch(() => null);
  const now = due();
  if (fields && facts().state === 'payable' && JSON.stringify(fields.shown) !== JSON.stringify(now)) {
    fields.shown = now;
    await redraw(fields, now);
  }
}

async function redraw(fields, now) {
  fields.drawn = now;
  await fields.elements.update(now);
  await fields.beside.update(now);
}

// By the form, or by a wallet; whether the payer has done all that they can do here.
async function pay(fields, by = fields) {
  const { error } = await by.elements.submit();
  if (error) {
    tell(error, by);
    return false;
  }
  const begun = await begin();
  if (!begun) {
    return false;
  }
  // Of a subscription the server does not say what is due.
  let asked = begun.amount;
  if (begun.kind === 'payment' && asked === undefined) {
    const intent = await read(fields.stripe, begun);
    if (!intent) {
      complain(facts().notSent);
      return false;
    }
    if (intent.status === 'processing') {
      by.fail?.();
      return wait(fields.stripe, begun);
    }
    asked = intent.amount;
  }
  return (await isAsShown(fields, begun.kind, asked)) && confirm(by, begun);
}

async function read(stripe, { secret, kind }) {
  const found = kind === 'setup' ? await stripe.retrieveSetupIntent(secret) : await stripe.retrievePaymentIntent(secret);
  return found.setupIntent ?? found.paymentIntent;
}

// A bank decides, and the subscription may not show it.
function wait(stripe, begun) {
  waiting = { stripe, begun };
  if (!isBusy()) {
    work();
  }
  mention(facts().processing);
  return true;
}

// The bank may have said no: then the payer can try again.
async function lookAgain() {
  if (!waiting) {
    return;
  }
  const { stripe, begun } = waiting;
  const intent = await read(stripe, begun).catch(() => undefined);
  if (waiting?.begun === begun && intent && !['processing', 'succeeded'].includes(intent.status)) {
    waiting = null;
    rest();
    quiet();
    await renew();
  }
}

// The amount is the server's. Where Stripe asks for another one, the payer sees it before they pay.
async function isAsShown(fields, kind, asked) {
  const { drawn } = fields;
  if (kind !== 'payment' || asked === drawn.amount) {
    return true;
  }
  const mode = drawn.mode === 'setup' ? 'subscription' : drawn.mode;
  await redraw(fields, { mode, currency: drawn.currency, amount: asked });
  complain(facts().today.replace('¤', inWords(asked, drawn.currency)));
  return false;
}

function inWords(minor, currency) {
  const format = new Intl.NumberFormat(facts().locale, { style: 'currency', currency });
  const digits = Number(facts().digits);
  return format.format(minor / 10 ** digits);
}

async function confirm(by, begun) {
  const { secret, kind } = begun;
  const { stripe, elements } = by;
  const options = {
    elements,
    clientSecret: secret,
    confirmParams: { return_url: facts().back },
    redirect: 'if_required',
  };
  const { error, paymentIntent, setupIntent } =
    kind === 'setup' ? await stripe.confirmSetup(options) : await stripe.confirmPayment(options);
  if (!error) {
    await done();
    await settle();
    const { status } = paymentIntent ?? setupIntent ?? {};
    if (facts().state === 'payable' && status === 'processing') {
      return wait(stripe, begun);
    }
    rest();
    if (status === 'requires_action') {
      mention(facts().steps);
    }
    return true;
  }
  if (isInDoubt(error)) {
    await findOut(facts().notSent);
  } else if (error.code?.endsWith('_intent_unexpected_state')) {
    // Mostly it is paid already, or a bank decides.
    const intent = await read(stripe, begun).catch(() => undefined);
    if (intent?.status === 'processing') {
      return wait(stripe, begun);
    }
    await findOut(kind === 'setup' ? facts().notSent : facts().elsewhere);
  } else {
    tell(error, by);
  }
  return false;
}

function tell(error, { field }) {
  if (error.type === 'validation_error') {
    // The fields say what is missing.
    field.focus();
  } else {
    complain(error.message ?? facts().notSent);
  }
}

// Money may have moved. Until the server knows from Stripe, nobody pays again.
async function findOut(words) {
  mention(facts().unsure);
  if (await isSettled('payable')) {
    await renew();
    complain(words);
  }
}

// Ends with true once Stripe has said what became of it, or with false where the page shows something else before.
export async function isSettled(state) {
  const known = await isKnown(asked, state);
  if (!known && facts().state === state) {
    await renew();
  }
  return known;
}

// Stripe is asked by the server, which alone decides what has happened.
export async function settle() {
  await asked().catch(() => {});
  await renew();
}

async function asked() {
  const { mode, payment, subscription } = facts();
  if (subscription && mode !== 'payment') {
    return ask(`recurring-payments/${subscription}/refresh`);
  }
  return payment ? ask(`payments/${payment}/refresh`) : 200;
}
