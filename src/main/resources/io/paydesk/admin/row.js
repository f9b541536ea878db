// The row that is shown is read again when it, or what belongs to its order, may have changed. Only what says something else
// is drawn anew: what somebody has unfolded, and where they are with the keyboard, stays as it is.
import { follow } from './live.js';
import { mend } from './mend.js';
import { sessionEnded } from './session.js';
import { toast } from './toast.js';

const SOON = 300;
const LATER = 1_000;

const HEADLINE = '.row-headline';

let waiting;
let reading = null;
let again = false;

const shown = () => document.querySelector('.row-place');

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

/** Null where it did not come: what is shown stays, and the next time may go well. */
async function read(place, byHand) {
  const headers = { 'HX-Request': 'true', 'HX-Target': place.id };
  if (!byHand) {
    // Nobody has asked for it: the session must still end when nobody is there.
    headers['X-Paydesk-Unattended'] = '1';
  }
  try {
    const answer = await fetch(place.dataset.refresh, { headers });
    if (answer.status === 401) {
      sessionEnded();
    }
    const page = document.createElement('template');
    page.innerHTML = answer.ok ? await answer.text() : '';
    return page.content.querySelector('.row-article');
  } catch {
    return null;
  }
}

/** Dialogs of the row are not in it, so they stay. */
async function draw(byHand = false) {
  waiting = undefined;
  const place = shown();
  if (!place || (document.hidden && !byHand)) {
    return true;
  }
  // One after the other: an older answer must not come last.
  if (reading) {
    again = true;
    return reading;
  }
  const asked = place.dataset.refresh;
  reading = read(place, byHand);
  const next = await reading;
  reading = null;
  if (again) {
    again = false;
    later();
  }
  if (!next || !place.isConnected || place.dataset.refresh !== asked) {
    return !!next;
  }
  if (place.querySelector('.act-more[open]')) {
    later(LATER);
    return true;
  }
  const held = place.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  mend(place.querySelector('.row-article'), next);
  if (held && !place.contains(document.activeElement)) {
    const found = place.querySelector(held) ?? place.querySelector(HEADLINE);
    if (found.matches(HEADLINE)) {
      found.tabIndex = -1;
    }
    found.focus({ preventScroll: true });
  }
  return true;
}

/** What was read before now may be from before what somebody has just learned. */
async function drawAfresh() {
  while (reading) {
    await reading;
  }
  return draw(true);
}

function later(wait = SOON) {
  waiting ??= setTimeout(draw, wait);
}

follow({
  changed: (keys) => {
    const place = shown();
    if (place && (keys.has(place.dataset.row) || keys.has(`order:${place.dataset.order}`))) {
      later();
    }
  },
  all: () => later(),
});

document.addEventListener('paydesk:acted', (event) => {
  const { opener } = event.detail;
  if (shown() && (!opener.isConnected || shown().contains(opener)) && !opener.closest('.desk-tools, dialog')) {
    event.preventDefault();
    event.detail.drawn = drawAfresh();
  }
});

// Whose part of the history is shown. Without this module, the links load the page anew.
document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[data-refresh]');
  const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  if (!link || elsewhere) {
    return;
  }
  event.preventDefault();
  const place = shown();
  const before = place.dataset.refresh;
  place.dataset.refresh = link.dataset.refresh;
  const { href } = link;
  if (!(await draw(true))) {
    place.dataset.refresh = before;
    toast('The service was not reached. Check your connection.', 'bad');
  } else if (!document.querySelector('.desk')) {
    history.replaceState(history.state, '', href);
  }
});
