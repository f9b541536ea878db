// A payer's page is drawn anew when something of their orders has changed. Who has unfolded older orders keeps them instead.
import { follow } from './live.js';

const SOON = 300;
const AT_FIRST = 20;
const ORDERS = 'a[href^="/admin/orders/"]';

/** Nobody has asked for it: the session must still end when nobody is there. */
const UNATTENDED = { 'X-Paydesk-Unattended': '1' };

const place = document.querySelector('.person-main');
let waiting;

async function draw() {
  waiting = undefined;
  if (document.hidden || place.querySelectorAll(ORDERS).length > AT_FIRST) {
    return;
  }
  const held = place.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  await window.htmx?.ajax('GET', place.dataset.refresh, { source: place, target: place, swap: 'innerHTML', headers: UNATTENDED });
  if (held) {
    place.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }
}

function later() {
  waiting ??= setTimeout(draw, SOON);
}

follow({
  changed: (keys) => {
    const shown = [...place.querySelectorAll(ORDERS)].map((one) => `order:${one.getAttribute('href').split('/').pop()}`);
    if (shown.some((key) => keys.has(key))) {
      later();
    }
  },
  all: later,
});
