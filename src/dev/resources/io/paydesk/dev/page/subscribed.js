// How a subscription stands, and what may be done with it.

import { asksFor, isForSubscription, isLive } from './paying.js';
import { sandbox } from './stripe.js';
import { ofEntitlements, ofPeriod, ofPrice, ofRenewal, ofSecret } from './terms.js';
import { $, showItems, text } from './view.js';

const RUNNING = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];

/** More would push away what is below them: a year of months. */
const MOST_RENEWALS = 12;

export function showSubscription({ order, recurring, renewals, entitlements }) {
  $('subscription').hidden = !isForSubscription(order);
  $('recurring-json').parentElement.hidden = !recurring;
  if ($('subscription').hidden) return;
  const { id, status, change, endsAt, subscriptionId } = recurring ?? {};
  text('recurring-status', recurring ? `${status} (id ${id})` : 'none');
  text('recurring-price', ofPrice(recurring ?? order));
  text('period', ofPeriod(recurring ?? {}));
  text('ends', endsAt ? 'yes' : 'no');
  text('change', change ?? 'none');
  text('secret-type', ofSecret(asksFor(recurring, entitlements)));
  text('entitlements', ofEntitlements(entitlements));
  text('subscription-id', subscriptionId ?? 'none');
  text('recurring-json', JSON.stringify(recurring ?? null, null, 2));
  showItems('renewals', renewals.slice(0, MOST_RENEWALS).map(ofRenewal));
  const earlier = renewals.length - MOST_RENEWALS;
  text('earlier', earlier > 0 ? `and ${earlier} before` : '');
  const running = RUNNING.includes(status) && change !== 'cancel_now';
  $('cancel-at-end').hidden = !running || Boolean(endsAt);
  $('resume').hidden = !running || !endsAt;
  $('cancel-now').hidden = !recurring || !isLive(recurring) || change === 'cancel_now';
  $('renewal-form').hidden = !running || !sandbox;
}
