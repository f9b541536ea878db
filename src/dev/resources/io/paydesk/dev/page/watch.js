// What this page knows, and how it hears that something changed.

import { call } from './calls.js';
import { showHeard } from './heard.js';
import { learn } from './money.js';
import { paced } from './pace.js';
import { isForSubscription, waitsForCard } from './paying.js';
import { showPhone } from './phone.js';
import { showRefundForm } from './refund.js';
import { Rows } from './rows.js';
import { lookAtRuns } from './runs.js';
import { ChangeStream } from './stream.js';
import { showSubscription } from './subscribed.js';
import { readSubscription } from './subscription.js';
import {
  $, problemNear, showConnection, showList, showOrder, showProblem, text,
} from './view.js';

const query = new URLSearchParams(location.search);
export const orderId = query.get('order');

let rows = new Rows();
export const latest = (kind) => rows.latest(kind);

/** What pays the order. */
const payingKind = () => (isForSubscription(latest('order')) ? 'recurring_payment' : 'payment');

// The payment as it was when the bank got a card; undefined while no card is under way.
let sent = query.get('redirect_status') === 'succeeded' ? 'the first seen' : undefined;

export function cardIsWithTheBank({ id }) {
  sent = rows.all(payingKind()).find((row) => row.id === id) ?? { id };
}

export const cardIsBack = () => (sent = undefined);

function bankHasAnswered(row) {
  if (row.id !== sent.id) return row.id > sent.id;
  return !waitsForCard(latest('order'), row, latest('entitlements'))
    || (row.failure && row.version !== sent.version);
}

function show() {
  const order = latest('order');
  const row = latest(payingKind());
  if (!order) return;
  if (sent === 'the first seen') sent = row;
  if (sent && row && bankHasAnswered(row)) sent = undefined;
  const known = {
    order,
    payments: rows.all('payment'),
    refunds: rows.all('refund'),
    recurring: latest('recurring_payment'),
    renewals: rows.all('renewal'),
    entitlements: latest('entitlements'),
    isWithTheBank: sent !== undefined,
  };
  showOrder(known);
  showPhone(order);
  showSubscription(known);
  showRefundForm(known.payments, known.refunds);
}

async function readOrder(into) {
  const order = await call('service', 'GET', `/v1/orders/${encodeURIComponent(orderId)}`);
  if (isForSubscription(order)) await readSubscription(order, into);
  into.keep('order', order);
}

const readAll = (kind) => async (into) => {
  const path = `/v1/${kind}s?orderId=${encodeURIComponent(orderId)}&limit=100`;
  const { data } = await call('service', 'GET', path);
  data.forEach((row) => into.keep(kind, row));
};

const readPayments = readAll('payment');
const readRefunds = readAll('refund');

/** Amounts that have no price beside them are told in major units too. */
const learnCurrencies = (into) => Promise.all(
  into.all('payment')
    .flatMap((payment) => [payment, ...payment.disputes])
    .map(({ currency }) => learn(currency)));

/** Answers whether there is no sense in trying again. */
let missed = false;
async function read(...readings) {
  const into = rows;
  try {
    await Promise.all(readings.map((reading) => reading(into)));
    await learnCurrencies(into);
    lookAtRuns(orderId, into.all('recurring_payment'));
    if (missed) showProblem();
    missed = false;
    return true;
  } catch (problem) {
    if (into !== rows) return true; // somebody else is asking by now
    missed = true;
    problemNear(null);
    showProblem(problem);
    if (problem.final) {
      rows = new Rows();
      $('order').hidden = true;
    }
    return problem.final;
  } finally {
    show();
  }
}

async function list(id) {
  try {
    showList(id, (await call('admin', 'GET', `/v1/${id}?limit=12`)).data);
    return true;
  } catch (problem) {
    showList(id, [], `${problem.title ?? 'No answer'}: ${problem.message}`);
    return problem.final;
  }
}

const listsAgain = paced(500, async () =>
  (await Promise.all(['orders', 'events'].map(list))).every(Boolean));

/** An order is not streamed: it changes together with its payment, and is read then. */
const orderAgain = paced(0, () => read(readOrder));

/** For when something may have changed without being told. */
const allAgain = paced(0, look);

/** Reads all that is shown. */
export async function look() {
  listsAgain();
  return orderId ? read(readPayments, readRefunds, readOrder) : true;
}

function changed(kind, row) {
  text('heard', `Last event at ${new Date().toLocaleTimeString()}`);
  listsAgain();
  if (!orderId) return;
  // A renewal is another order's payment, and is read with the order that it renews.
  if (String(row.orderId) === orderId) rows.keep(kind, row);
  showHeard(kind, row);
  orderAgain();
}

function reset() {
  rows = new Rows();
  allAgain();
}

/**
 * An order is watched by its payer, all of them by an admin. Where renewals make more orders, all of
 * the payer's are watched.
 */
async function ticket() {
  const known = rows;
  if (orderId && !known.latest('order')) await readOrder(known);
  const order = known.latest('order');
  const scope = order && !isForSubscription(order) ? { orderId: order.id } : {};
  await call(order?.userId ?? 'admin', 'POST', '/v1/changes/tickets', scope);
  return scope;
}

let stream;

/** Begins anew, as another person may be asking. */
export async function watch() {
  stream?.close();
  rows = new Rows();
  const mine = (stream = new ChangeStream({
    ticket, changed, reset, opened: allAgain, told: showConnection,
  }));
  await look();
  if (mine === stream) attend();
}

/** A browser has few connections to one host: a page that nobody sees holds none of them. */
export function attend() {
  if (document.hidden) stream?.close();
  else stream?.open();
}

document.addEventListener('visibilitychange', attend);
window.addEventListener('pageshow', attend);
window.addEventListener('pagehide', () => stream?.close());
window.addEventListener('focus', () => stream && allAgain());
