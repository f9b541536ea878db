import { priced } from './money.js';
import { amount } from './words.js';

const day = (at) => (at ? new Date(at).toLocaleDateString(undefined, { dateStyle: 'medium' }) : '');

/** What is to be said of an order whose subscription decides how it stands. */
export function subscribedPlainly(order, recurring, asks, isWithTheBank) {
  if (order.cancelRequestedAt) return ['Being canceled', 'Stripe has not confirmed it yet.'];
  if (!recurring) return ['Not begun', 'Nobody has subscribed yet.'];
  if (isWithTheBank) return ['With the bank', 'Stripe has the card. Its event is awaited.'];
  const { status, trialEnd, currentPeriodEnd, endsAt, subscriptionId } = recurring;
  const why = recurring.failure?.message;
  const failed = `The last try failed: ${why}`;
  const until = day(currentPeriodEnd);
  // A price is tried once.
  const again = order.status === 'pending' && !order.trialDays;
  const anew = again ? ' The order can be subscribed to anew.' : '';
  const said = {
    created: ['Being begun', 'Stripe is being asked.'],
    unknown: ['Not known yet', 'Stripe did not answer. It is asked until it is known.'],
    incomplete: why
      ? ['Waiting for another card', failed]
      : ['Waiting for a card', 'Its first invoice is open. No money has been taken.'],
    trialing: asks === 'setup'
      ? [why ? 'Waiting for another card' : 'Waiting for a card',
        why ? failed : 'The trial gives access once a card is saved. No money is taken for it.']
      : ['On trial', endsAt
        ? `It ends on ${day(endsAt)}, and no money is taken.`
        : `The first money is taken on ${day(trialEnd)}.`],
    active: endsAt
      ? [endsAt === currentPeriodEnd ? 'Active, and ends with its period' : 'Active, and ends',
        `It ends on ${day(endsAt)} and does not renew.`]
      : ['Active', `What is due is paid. It renews on ${until}.`],
    past_due: ['Past due', `A renewal is not paid${why ? `: ${why}` : '.'} ${
      'Stripe tries again, or the payer pays it here.'}`],
    unpaid: ['Unpaid', 'Stripe has given up trying, and it gives no access.'],
    paused: ['Paused', 'Nothing is collected, and it gives no access.'],
    canceled: subscriptionId
      ? ['Subscription canceled', `Nothing more is taken.${anew}`]
      : ['Subscription refused', `Stripe did not begin it: ${why ?? 'no reason given'}`],
    incomplete_expired: ['Not paid in time', `Stripe has called its first invoice off.${anew}`],
  };
  return said[status] ?? [status, ''];
}

const SECRETS = {
  payment: 'a payment (confirmPayment)',
  setup: 'a card to save (confirmSetup)',
  none: 'nothing now',
};

export const ofSecret = (asks) => SECRETS[asks];

export function ofPrice({ priceId, quantity, trialDays }) {
  const trial = trialDays ? `, after a trial of ${trialDays} days` : '';
  return `${quantity ?? 1} of ${priceId}${trial}`;
}

export function ofPeriod({ currentPeriodStart, currentPeriodEnd }) {
  return currentPeriodEnd ? `${day(currentPeriodStart)} to ${day(currentPeriodEnd)}` : 'not told yet';
}

export function ofEntitlements({ userId, entitlements } = { entitlements: [] }) {
  const each = entitlements.map(({ priceId, quantity, until }) =>
    `may use ${quantity > 1 ? `${quantity} of ` : ''}${priceId} until ${
      new Date(until).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`);
  return userId ? `${userId} ${each.length ? each.join(', ') : 'may use nothing'}` : '';
}

const TONES = { paid: 'good', review: 'bad' };

export const ofRenewal = (order) => ({
  tone: TONES[order.status] ?? 'still',
  href: `/?order=${order.id}`,
  says: [`Order ${order.id}: ${order.status}`, `${amount(order)} · made ${
    new Date(order.createdAt).toLocaleTimeString()}`],
});

/** "price_monthly · 10.00 USD a month". */
export function ofPlan({ id, unitAmount, currency, interval, intervalCount }) {
  const every = intervalCount > 1 ? `every ${intervalCount} ${interval}s` : `a ${interval}`;
  return `${id} · ${priced(unitAmount, currency)} ${every}`;
}
