// Says in the navigation, on each page, where something waits for somebody.
import { call } from './api.js';

const EVERY = 60_000;

/** Which number of /v1/figures/attention stands beside which section. An admin alone is told some. */
const OF = {
  orders: 'reviews',
  payments: 'authorized',
  disputes: 'disputes',
  subscriptions: 'overdueSubscriptions',
  inbox: 'failedEvents',
  runs: 'failedRuns',
  endpoints: 'pausedEndpoints',
  alerts: 'alerts',
};

/** Numbers alone, for as long as the window is open. */
const KEPT = 'paydesk-counts';

/** The call counts no further. */
const MOST = 1_000;

function show(place, count) {
  place.hidden = !count;
  const hint = document.createElement('span');
  hint.className = 'hush';
  hint.textContent = ' to look at';
  place.replaceChildren(count >= MOST ? `${MOST - 1}+` : String(count ?? 0), hint);
}

function showAll(now) {
  for (const [section, name] of Object.entries(OF)) {
    const place = document.querySelector(`[data-count="${section}"]`);
    if (place) {
      show(place, now[name]);
    }
  }
}

async function look() {
  if (document.hidden) {
    return;
  }
  try {
    const now = await call('GET', '/v1/figures/attention', { unattended: true });
    showAll(now);
    sessionStorage.setItem(KEPT, JSON.stringify(now));
  } catch {
    // The page says by itself that its session has ended; all else is looked at again.
  }
}

// Until the answer is there, what the page before has shown.
showAll(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}'));
look();
setInterval(look, EVERY);
