// A payer's page follows what becomes of their orders. Who has unfolded older orders keeps them instead.
import { follow } from './live.js';
import { mend } from './mend.js';
import { sessionEnded } from './session.js';

const SOON = 300;
const AT_FIRST = 20;
const ORDERS = 'a[href^="/admin/orders/"]';

let waiting;

const shown = () => document.querySelector('.person-main');

async function draw() {
  waiting = undefined;
  const place = shown();
  if (!place || document.hidden || place.querySelectorAll(ORDERS).length > AT_FIRST) {
    return;
  }
  // Nobody has asked for it: the session must still end when nobody is there.
  const headers = { 'HX-Request': 'true', 'HX-Target': place.id, 'X-Paydesk-Unattended': '1' };
  try {
    const answer = await fetch(place.dataset.refresh, { headers });
    if (answer.status === 401) {
      sessionEnded();
    }
    const page = document.createElement('template');
    page.innerHTML = answer.ok ? await answer.text() : '';
    const next = page.content.querySelector('.person-main');
    if (next && place.isConnected) {
      mend(place, next);
    }
  } catch {
    // It did not come: what is shown stays, and the next time may go well.
  }
}

function later() {
  waiting ??= setTimeout(draw, SOON);
}

follow({
  changed: (keys) => {
    const orders = [...(shown()?.querySelectorAll(ORDERS) ?? [])];
    if (orders.some((one) => keys.has(`order:${one.getAttribute('href').split('/').pop()}`))) {
      later();
    }
  },
  all: later,
});
