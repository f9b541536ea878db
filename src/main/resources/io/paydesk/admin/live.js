// Follows what changes: one stream for the page, through lost connections, while somebody can see it. Each changed row is
// told on document.body as well, as 'row-changed', for what else the page shows of it.
import { call } from './api.js';

const TABLES = ['payment', 'refund', 'recurring_payment'];

const SOON = 1_000;
const LATEST = 30_000;

/** Tables that no stream tells of are looked at this often. */
const ROUND = 20_000;

let source = null;
let opening = false;
let failures = 0;
let last = '';
const listeners = [];

/**
 * @param changed is given the keys of a row and of those that it belongs to
 * @param all is called where any row may have changed
 */
export function follow({ changed = () => {}, all = () => {} }) {
  listeners.push({ changed, all });
  if (listeners.length === 1) {
    begin();
  }
}

function begin() {
  open();
  setInterval(() => document.hidden || tellAll(), ROUND);
  // A page that nobody sees needs no connection: browsers have few. What it has missed comes when it is seen again.
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
}

function close() {
  source?.close();
  source = null;
}

async function open() {
  if (source || opening || document.hidden) {
    return;
  }
  opening = true;
  try {
    // It sets a cookie that opens streams and nothing else.
    await call('POST', '/v1/changes/tickets', { body: {}, unattended: true });
  } catch (refused) {
    opening = false;
    if (refused.status !== 401 && refused.status !== 403) {
      again();
    }
    return;
  }
  opening = false;
  const own = new EventSource('/v1/changes' + (last ? `?lastEventId=${encodeURIComponent(last)}` : ''));
  source = own;
  own.onopen = () => {
    failures = 0;
    // It begins with what changes from now on: what has changed since the page was made is not told.
    if (!last) {
      tellAll();
    }
  };
  own.onerror = () => own === source && own.readyState === EventSource.CLOSED && again();
  own.addEventListener('end', again);
  own.addEventListener('reset', (event) => {
    note(event);
    tellAll();
  });
  TABLES.forEach((table) => own.addEventListener(table, (event) => tell(table, event)));
}

function again() {
  close();
  const wait = Math.min(SOON * 2 ** failures++, LATEST);
  setTimeout(open, wait / 2 + (Math.random() * wait) / 2);
}

function note(event) {
  last = event.lastEventId || last;
}

function tell(table, event) {
  note(event);
  const { id, orderId, paymentId } = JSON.parse(event.data);
  const keys = new Set([`${table}:${id}`, `order:${orderId}`]);
  if (paymentId) {
    keys.add(`payment:${paymentId}`);
  }
  document.body.dispatchEvent(new CustomEvent('row-changed', { detail: { table, id, orderId, paymentId } }));
  listeners.forEach(({ changed }) => changed(keys));
}

function tellAll() {
  listeners.forEach(({ all }) => all());
}
