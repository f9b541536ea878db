// What can be done next to pay an order, and how that is put. Decided here, shown elsewhere.

import { subscribedPlainly } from './terms.js';
import { amount, plainly } from './words.js';

/** Each renewal is an order of its own, which is paid already. */
export const isForSubscription = (order) => Boolean(order?.priceId && !order.renewalOf);

const LIVE = ['created', 'pending', 'processing', 'authorized', 'unknown'];

/** Whether something costs, or may cost, the payer more. */
export const isLive = ({ status }) => !['canceled', 'incomplete_expired'].includes(status);

/** Until Stripe has told of it, the same request asks again. */
const isUnheardOf = ({ status }) => ['created', 'unknown'].includes(status);

/** A trial gives access once a card was given, and that is how it shows that one was. */
const hasCard = ({ id }, entitlements) =>
  entitlements === undefined || entitlements.some((it) => it.recurringPaymentId === id);

/** What the payer's browser is to do with the client secret: payment, setup or none. */
export function asksFor(recurring, { entitlements } = {}) {
  if (['incomplete', 'past_due', 'unpaid'].includes(recurring?.status)) return 'payment';
  if (recurring?.status === 'trialing' && !hasCard(recurring, entitlements)) return 'setup';
  return 'none';
}

/** Whether the row that pays the order waits for a card. */
export const waitsForCard = (order, row, entitlements) =>
  isForSubscription(order) ? asksFor(row, entitlements) !== 'none' : row?.status === 'pending';

function once({ order, payment, isWithTheBank }) {
  const open = order.status === 'pending';
  const live = LIVE.includes(payment?.status);
  return {
    says: plainly(order, payment, isWithTheBank),
    tone: open ? payment?.status ?? 'none' : order.status,
    waits: open && payment?.status === 'pending' && !isWithTheBank,
    mayBegin: open && (!live || payment.status === 'unknown'),
    begin: `Pay ${amount(order)}`,
    confirm: 'Pay with this card',
    failure: payment?.failure,
  };
}

const CONFIRM = { setup: 'Save this card', payment: 'Pay with this card' };

function recurringly({ order, recurring, entitlements, isWithTheBank }) {
  const asks = asksFor(recurring, entitlements);
  const open = order.status === 'pending';
  // What became of the first order matters more only where its money went back, or is doubted.
  const settled = !open && order.status !== 'paid';
  const row = recurring?.status ?? 'none';
  return {
    says: settled ? plainly(order) : subscribedPlainly(order, recurring, asks, isWithTheBank),
    tone: settled ? order.status : asks === 'setup' || isWithTheBank ? 'pending' : row,
    asks,
    waits: asks !== 'none' && !isWithTheBank,
    mayBegin: open && (!recurring || !isLive(recurring) || isUnheardOf(recurring)),
    begin: 'Subscribe',
    confirm: row === 'incomplete' || asks === 'setup' ? CONFIRM[asks] : 'Pay the renewal',
    failure: recurring?.failure,
  };
}

export const paying = (known) => (isForSubscription(known.order) ? recurringly : once)(known);
