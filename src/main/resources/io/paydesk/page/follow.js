// Follows the order's payments as they change, through lost connections.
import { address, post } from './api.js';
import { framed } from './frame.js';
import { facts, renew } from './page.js';

const TABLES = ['payment', 'refund', 'recurring_payment'];
const SOON = 1_000;
const LATEST = 30_000;
const UNNOTICED = 2_000;

let source = null;
let opening = false;
let failures = 0;
let telling = 0;

export function follow() {
  if (!source && !opening) {
    open();
  }
}

async function open() {
  let opened;
  opening = true;
  try {
    // It sets a cookie that opens this order's stream and nothing else.
    opened = await post('changes/tickets', { orderId: Number(facts().order) });
  } catch (failure) {
    opening = false;
    if (failure.status === 401) {
      tell(false);
      await renew().catch(() => {});
      return;
    }
    again();
    return;
  }
  opening = false;
  // A frame on another site has no such cookie. The ticket is good for one stream: after a cut there is another one.
  const key = framed ? `&ticket=${opened.ticket}` : '';
  const own = new EventSource(address(`changes?orderId=${facts().order}${key}`));
  source = own;
  own.onopen = () => {
    failures = 0;
    tell(false);
  };
  own.onerror = () => {
    tell(true);
    if (own === source && own.readyState === EventSource.CLOSED) {
      again();
    }
  };
  own.addEventListener('end', again);
  own.addEventListener('reset', changed);
  TABLES.forEach((table) => own.addEventListener(table, changed));
}

function again() {
  source?.close();
  source = null;
  if (failures > 0) {
    tell(true);
  }
  if (['canceled', 'expired', undefined].includes(facts().state)) {
    tell(false);
    return;
  }
  const wait = Math.min(SOON * 2 ** failures++, LATEST);
  setTimeout(() => {
    if (!source && !opening && facts().order) {
      open();
    }
  }, wait / 2 + (Math.random() * wait) / 2);
}

function changed(event) {
  const row = event.data ? JSON.parse(event.data) : {};
  const { payment, seen } = facts();
  const known = event.type === 'payment' && String(row.id) === payment && row.version <= Number(seen);
  if (!known) {
    renew().catch(() => {});
  }
}

// Most cuts are over before anybody would notice. Tries that fail meanwhile begin no new wait.
function tell(lost) {
  const bar = document.getElementById('connection');
  if (!lost) {
    clearTimeout(telling);
    telling = 0;
    bar.textContent = '';
  } else {
    telling ||= setTimeout(() => {
      bar.textContent = bar.dataset.words;
    }, UNNOTICED);
  }
}
