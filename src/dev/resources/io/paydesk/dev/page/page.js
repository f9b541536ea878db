// A developer's way through a payment.

import { actAs, call, fetched } from './calls.js';
import { offerClock, pass } from './clock.js';
import { offerPlans, wantedOrder } from './make.js';
import { listenOrStop } from './deliveries.js';
import { complete, confirmAtStripe, focusMethods, loadStripe } from './methods.js';
import { isForSubscription } from './paying.js';
import { sendLink } from './phone.js';
import { nameTheButton, refund } from './refund.js';
import { retryRun } from './runs.js';
import { keepScenario } from './scenario.js';
import { findSandbox, sandbox } from './stripe.js';
import { changeSubscription, replaceCard, startSubscription } from './subscription.js';
import { $, problemNear, showProblem, text } from './view.js';
import { attend, cardIsBack, cardIsWithTheBank, latest, look, orderId, watch } from './watch.js';

async function makeOrder() {
  const made = await call('service', 'POST', '/v1/orders', wantedOrder());
  keepScenario();
  location.assign(`/?order=${made.id}`);
}

/** Begins a payment, or is handed the one that has begun: the secret is kept nowhere. */
const startPayment = ({ id, userId }) => call(userId, 'POST', '/v1/payments', { orderId: id });

const start = () => {
  const order = latest('order');
  return isForSubscription(order)
    ? startSubscription(order, latest('recurring_payment'))
    : startPayment(order);
};

async function pay() {
  await start();
  await look();
  focusMethods();
}

async function payWithMethod() {
  text('declined', '');
  if (!(await complete())) return;
  const started = await start();
  if (!started.clientSecret) return look();
  cardIsWithTheBank(started);
  const problem = await confirmAtStripe(started, orderId);
  if (problem) {
    cardIsBack();
    text('declined', problem);
  }
  return look();
}

async function change(part, path, body) {
  await call(part, 'POST', path, body);
  await look();
}

const changePayment = (act) =>
  change(latest('order').userId, `/v1/payments/${latest('payment').id}/${act}`);

const changeRecurring = (act, body) => async () => {
  await changeSubscription(latest('order'), latest('recurring_payment'), act, body);
  await look();
};

async function refresh() {
  if (latest('recurring_payment')) await changeRecurring('refresh')();
  if (latest('payment')) await changePayment('refresh');
}

async function giveBack() {
  await refund();
  await look();
}

function chooseWho() {
  ['who', 'user'].forEach((id) => sessionStorage.setItem(id, $(id).value));
  const who = $('who').value;
  const user = $('user').value.trim();
  actAs((part) => ({ each: part, user })[who] ?? who);
  Object.assign($('token'), { textContent: user, href: `/dev/token/${encodeURIComponent(user)}` });
  problemNear(null);
  showProblem();
  watch();
}

async function begin() {
  // Stripe's redirect brings the client secret along: it has no business in the history.
  const query = new URLSearchParams(location.search);
  if (query.has('redirect_status')) history.replaceState(null, '', `/?order=${orderId}`);
  ['who', 'user'].forEach((id) => ($(id).value = sessionStorage.getItem(id) ?? $(id).value));
  const config = await fetched('/v1/config');
  document.title = `${orderId ? `Order ${orderId}` : 'Pay an order'} · ${config.brandName}`;
  text('brand', config.brandName);
  text('slogan', config.brandSlogan ?? 'Development page');
  $('logo').src = config.brandLogo ?? $('logo').src;
  const cards = await findSandbox();
  const real = config.publishableKey.startsWith('pk_live_') ? 'Stripe with LIVE keys' : 'Stripe';
  text('stripe', sandbox ? 'A pretend Stripe is in use: no bank, no money.' : `${real} is in use.`);
  for (const card of cards) {
    const number = card.number ? ` · ${card.number.replace(/(.{4})(?=.)/g, '$1 ')}` : '';
    $('renewal-card').add(new Option(card.label + number, JSON.stringify(card)));
  }
  await Promise.all([offerPlans(), offerClock(), loadStripe(config)]);
  chooseWho();
}

let busy = false;
function setBusy(now) {
  busy = now;
  document.querySelector('main').setAttribute('aria-busy', now);
}

function on(id, event, work) {
  $(id).addEventListener(event, async (happened) => {
    happened.preventDefault();
    if (busy) return; // the second of two clicks
    setBusy(true);
    problemNear(happened.target);
    showProblem();
    await work(happened).catch(showProblem);
    setBusy(false);
  });
}

// The second of a double click may meet a button that has come in the place of the first one's.
document.querySelector('main').addEventListener('click', (click) => {
  if (click.detail < 2 || !click.target.closest('button')) return;
  click.preventDefault();
  click.stopPropagation();
}, true);

on('make', 'submit', makeOrder);
on('pay', 'click', pay);
on('card-form', 'submit', payWithMethod);
on('refund-form', 'submit', giveBack);
on('send', 'click', () => sendLink(latest('order')));
on('capture', 'click', () => change('service', `/v1/payments/${latest('payment').id}/capture`, {}));
on('listen', 'click', async () => listenOrStop());
on('refresh', 'click', refresh);
on('cancel-payment', 'click', () => changePayment('cancel'));
on('cancel-order', 'click', () => change('service', `/v1/orders/${latest('order').id}/cancel`));
on('cancel-now', 'click', changeRecurring('cancel', { when: 'now' }));
on('cancel-at-end', 'click', changeRecurring('cancel', { when: 'period_end' }));
on('resume', 'click', changeRecurring('resume'));
on('runs', 'submit', ({ target }) => retryRun(target.dataset.run));
on('renewal-form', 'submit', () => replaceCard(latest('recurring_payment')));
Object.entries({ day: 'P1D', month: 'P1M', year: 'P1Y' }).forEach(([id, period]) =>
  on(id, 'click', async () => {
    await pass(period);
    await look();
  }));
on('look', 'click', () => {
  attend();
  return look();
});
['who', 'user'].forEach((id) => $(id).addEventListener('change', chooseWho));
$('refund-form').addEventListener('input', nameTheButton);
begin().catch(showProblem);
