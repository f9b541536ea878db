// What the live stream has told, the newest first.

import { priced } from './money.js';
import { $, text } from './view.js';

/** More would push away what is below them. */
const MOST = 6;

const TONES = {
  succeeded: 'good', active: 'good', failed: 'bad', canceled: 'bad', past_due: 'bad', unpaid: 'bad',
};

const NAMES = { payment: 'payment', refund: 'refund', recurring_payment: 'subscription' };

function money({ amountReceived, amount, refundAmount, currency }) {
  const minor = amountReceived || amount || refundAmount;
  return minor === undefined || !currency ? '' : ` · ${priced(minor, currency)}`;
}

export function showHeard(kind, row) {
  const item = document.createElement('li');
  item.dataset.tone = TONES[row.status] ?? 'still';
  const head = document.createElement('strong');
  head.textContent = `${NAMES[kind]} ${row.id}: ${row.status}${money(row)}`;
  const when = document.createElement('span');
  when.textContent = `event ${kind} · version ${row.version} · ${new Date().toLocaleTimeString()}`;
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = 'Row as JSON';
  const json = document.createElement('pre');
  json.tabIndex = 0;
  json.textContent = JSON.stringify(row, null, 2);
  details.append(summary, json);
  item.append(head, when, details);
  $('stream-events').prepend(item);
  [...$('stream-events').children].slice(MOST).forEach((old) => old.remove());
  text('stream-note', '');
}
