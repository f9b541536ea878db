// Giving money back, as an admin does it.

import { actorOf, call } from './calls.js';
import { amountOf, isLearned, notAnAmount, priced } from './money.js';
import { $, showProblem, text } from './view.js';

const HOLDS_MONEY = ['created', 'pending', 'succeeded', 'unknown'];
const KEY_IN_USE = 'urn:paydesk:problem:idempotency-key-in-use';

/** The one that is given back by the next click. */
let payment;

/** Keys of what was sent and is not answered for good: the same, sent again, refunds once. */
const unanswered = new Map();

function wanted() {
  const price = $('refund-price').value.trim();
  const refundAmount = price ? amountOf(price, payment.currency) : undefined;
  return { paymentId: payment.id, refundAmount, reason: $('refund-reason').value || undefined };
}

const nameOf = (request) => JSON.stringify([actorOf('admin'), request]);

export async function refund() {
  showProblem(undefined, 'refund-problem');
  const request = wanted();
  const name = nameOf(request);
  try {
    if (request.refundAmount === null) throw notAnAmount(payment.currency);
    const sent = unanswered.get(name) ?? {
      key: crypto.getRandomValues(new Uint32Array(4)).join('-'), paymentId: payment.id,
    };
    unanswered.set(name, sent);
    const headers = { 'Idempotency-Key': sent.key };
    const made = await call('admin', 'POST', '/v1/refunds', request, headers);
    sent.id = made.id;
    if (isAnswered(made)) unanswered.delete(name);
    $('refund-price').value = isAnswered(made) ? '' : $('refund-price').value;
  } catch (problem) {
    if (problem.final && problem.type !== KEY_IN_USE) unanswered.delete(name);
    showProblem(problem, 'refund-problem');
  }
}

const isAnswered = ({ refundId, status }) => refundId || status === 'failed';

/** A settled payment of which something remains, or what was sent for it has no answer. */
export function showRefundForm(payments, refunds) {
  for (const [name, { id }] of unanswered) {
    if (refunds.some((known) => known.id === id && isAnswered(known))) unanswered.delete(name);
  }
  const remaining = ({ id, amountReceived }) =>
    refunds
      .filter(({ paymentId, status }) => paymentId === id && HOLDS_MONEY.includes(status))
      .reduce((left, { refundAmount }) => left - refundAmount, amountReceived);
  payment = payments.find((it) => isLearned(it.currency) && (remaining(it) > 0 || waits(it)));
  $('refund-form').hidden = !payment;
  if (!payment) return;
  text('remaining', `Of payment ${payment.id} there remain ${
    priced(Math.max(0, remaining(payment)), payment.currency)}.`);
  nameTheButton();
}

const waits = ({ id }) => [...unanswered.values()].some(({ paymentId }) => paymentId === id);

/** It says what the click will do. */
export function nameTheButton() {
  const request = wanted();
  const again = unanswered.has(nameOf(request));
  const { refundAmount } = request;
  const what = {
    undefined: 'all that remains', null: 'this amount',
  }[refundAmount] ?? priced(refundAmount, payment.currency);
  text('refund', again ? 'Send the same again' : `Refund ${what}`);
  text('again', again ? 'The last answer did not come. The same, sent again, refunds once.' : '');
}
