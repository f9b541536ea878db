// Begins what the payer has just asked for, or gets what has begun already: only a click does that.
import { post } from './api.js';
import { complain, facts, mention, pause, quiet, renew } from './page.js';

const TRIES = 5;
const SOON = 1_000;

// What is to be confirmed; null where there is nothing, or where the payer has to look first.
export async function begin() {
  for (let tries = 0; ; tries++) {
    let words = facts().asking;
    try {
      const begun = await ask();
      if (begun.secret || !begun.silent) {
        quiet();
        return begun.secret ? begun : await over();
      }
    } catch (refused) {
      if (refused.status !== 503) {
        return explained(refused);
      }
      // What has begun may have been paid, in another window or before an answer was lost.
      words = refused.begun ? facts().unsure : words;
    }
    if (tries === TRIES) {
      complain(facts().busy);
      return null;
    }
    // Stripe has not answered. The same request goes on with what this one began.
    mention(words);
    await pause(SOON * (tries + 1));
  }
}

async function ask() {
  const { mode, order, amount, currency, price, cards, keep } = facts();
  const saving = cards ? { savePaymentMethod: Boolean(keep) } : {};
  return mode === 'payment'
    ? ofPayment(await post('payments', { orderId: Number(order), amount: Number(amount), currency, ...saving }))
    : ofSubscription(await post('recurring-payments', { orderId: Number(order), priceId: price }));
}

function ofPayment({ id, status, amount, clientSecret: secret }) {
  facts().payment = id;
  return { secret, amount, kind: 'payment', silent: ['created', 'unknown'].includes(status) };
}

function ofSubscription({ recurringPayment: { id, status }, clientSecret: secret, clientSecretType: kind }) {
  facts().subscription = id;
  return { secret, kind, silent: ['created', 'unknown'].includes(status) };
}

// Paid, or given up, or in a bank's hands: the server shows it.
async function over() {
  await renew();
  return null;
}

async function explained(refused) {
  if (refused.name === 'amount-mismatch' || refused.name === 'currency-mismatch') {
    await renew();
    complain(facts().changed.replace('¤', facts().total));
    return null;
  }
  if ([401, 404, 409].includes(refused.status)) {
    await renew();
    if (facts().state !== 'payable') {
      return null;
    }
  }
  throw refused;
}
