// The row that is shown is drawn anew when it, or what belongs to its order, has changed. What somebody has unfolded, and where
// they are with the keyboard, stays as it is.
import { follow } from './live.js';

const SOON = 300;
const LATER = 1_000;

const HEADLINE = '.row-headline';

/** Nobody has asked for it: the session must still end when nobody is there. */
const UNATTENDED = { 'X-Paydesk-Unattended': '1' };

let waiting;

/** What the focused element is called, so that it is found again. */
function nameOf(held) {
  if (held.matches('summary')) {
    const key = held.parentElement.dataset.key;
    return key ? `details[data-key="${CSS.escape(key)}"] > summary` : '.act-more > summary';
  }
  const { act, copy } = held.dataset;
  if (act || copy) {
    return act ? `[data-act="${CSS.escape(act)}"]` : `[data-copy="${CSS.escape(copy)}"]`;
  }
  return held.matches('a') ? `a[href="${CSS.escape(held.getAttribute('href'))}"]` : HEADLINE;
}

/** Dialogs of the row are not in it, so they stay. */
async function draw() {
  waiting = undefined;
  const place = document.querySelector('.row-place');
  if (!place || document.hidden) {
    return;
  }
  if (place.querySelector('.act-more[open]')) {
    later(LATER);
    return;
  }
  const held = place.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  const open = [...place.querySelectorAll('details[data-key][open]')].map((one) => one.dataset.key);
  await window.htmx?.ajax('GET', place.dataset.refresh, { source: place, target: place, swap: 'innerHTML', headers: UNATTENDED });
  for (const one of place.querySelectorAll('details[data-key]')) {
    one.open = open.includes(one.dataset.key);
  }
  const again = held && place.querySelector(held);
  if (again) {
    if (held === HEADLINE) {
      again.tabIndex = -1;
    }
    again.focus({ preventScroll: true });
  }
}

function later(wait = SOON) {
  waiting ??= setTimeout(draw, wait);
}

follow({
  changed: (keys) => {
    const place = document.querySelector('.row-place');
    if (place && (keys.has(place.dataset.row) || keys.has(`order:${place.dataset.order}`))) {
      later();
    }
  },
  all: () => later(),
});
