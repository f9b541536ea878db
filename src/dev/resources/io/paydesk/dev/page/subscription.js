// An order that is paid by a subscription: what is read of it, and what is done with it.

import { call } from './calls.js';
import { tellSandbox } from './stripe.js';
import { $ } from './view.js';

let asked = 0;

export async function readSubscription({ id, userId }, into) {
  const version = ++asked; // as an answer about entitlements has none of its own
  const [recurring, orders, answer] = await Promise.all([
    call('service', 'GET', `/v1/recurring-payments?orderId=${id}&limit=100`),
    call('service', 'GET', `/v1/orders?userId=${encodeURIComponent(userId)}&limit=100`),
    call('service', 'GET', `/v1/users/${encodeURIComponent(userId)}/entitlements`),
  ]);
  recurring.data.forEach((row) => into.keep('recurring_payment', row));
  orders.data
    .filter(({ renewalOf }) => renewalOf === id)
    .forEach((row) => into.keep('renewal', row));
  into.keep('entitlements', { id: 0, version, ...answer });
}

const HAS_BEGUN = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused'];

/** Begins it, or is handed what is open of the one that has begun: the secret is kept nowhere. */
export async function startSubscription(order, recurring) {
  const started = HAS_BEGUN.includes(recurring?.status)
    ? await call(order.userId, 'POST', `/v1/recurring-payments/${recurring.id}/pay`)
    : await call(order.userId, 'POST', '/v1/recurring-payments',
      { orderId: order.id, priceId: order.priceId });
  return { ...started, id: started.recurringPayment.id };
}

export const changeSubscription = (order, recurring, act, body) =>
  call(order.userId, 'POST', `/v1/recurring-payments/${recurring.id}/${act}`, body);

/** What renewals are charged to, as somebody changes it in Stripe's dashboard. */
export async function replaceCard(recurring) {
  const card = JSON.parse($('renewal-card').value);
  await tellSandbox(`subscriptions/${recurring.subscriptionId}`, { card: card.payment_method });
}
