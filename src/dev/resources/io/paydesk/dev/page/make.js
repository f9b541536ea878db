// The form that makes an order, paid once or by a subscription.

import { decimal, learn } from './money.js';
import { capture, hasPlan, offerScenarios } from './scenario.js';
import { ofSandbox, sandbox } from './stripe.js';
import { ofPlan } from './terms.js';
import { $ } from './view.js';

const plans = new Map();

/** The pretend Stripe tells what may be subscribed to; at Stripe itself the developer knows. */
const plan = () => $(sandbox ? 'plan' : 'price-id').value.trim();

export async function offerPlans() {
  $('plan').parentElement.hidden = !sandbox;
  $('price-id').parentElement.hidden = Boolean(sandbox);
  for (const price of sandbox ? await ofSandbox('prices') : []) {
    if (price.unitAmount === 0) continue; // no order costs nothing
    await learn(price.currency);
    plans.set(price.id, price);
    $('plan').add(new Option(ofPlan(price), price.id));
  }
  ['plan', 'price-id', 'quantity'].forEach((id) => $(id).addEventListener('input', fit));
  offerScenarios(choosePlan);
  fit();
}

/** The first that is sold, where one is wanted. */
function choosePlan(isWanted) {
  if (isWanted === (plan() !== '')) return;
  if (sandbox) $('plan').value = isWanted ? [...plans.keys()][0] ?? '' : '';
  else if (isWanted) $('price-id').focus();
  else $('price-id').value = '';
  fit();
}

/** What the price comes to is filled in, and may be typed over to see a refusal. */
function fit() {
  const isPlan = plan() !== '';
  $('plan-fields').hidden = !isPlan;
  hasPlan(isPlan);
  const price = plans.get(plan());
  const quantity = Number($('quantity').value);
  if (!price || !Number.isInteger(quantity)) return;
  $('price').value = decimal(price.unitAmount * quantity, price.currency);
  $('currency').value = price.currency;
}

const numberIn = (id) => ($(id).value === '' ? undefined : Number($(id).value));

/** What is sent to make it. */
export function wantedOrder() {
  const [userId, price, currency, description] =
    ['user', 'price', 'currency', 'description'].map((id) => $(id).value.trim());
  const once = {
    userId, price, currency, description: description || undefined, capture: capture(),
  };
  if (!plan()) return once;
  return {
    ...once, priceId: plan(), quantity: numberIn('quantity'), trialDays: numberIn('trial'),
  };
}
