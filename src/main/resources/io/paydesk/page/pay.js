// The payer's page. The server draws each state; this mounts what the state needs.
import { post } from './api.js';
import { isBusy } from './button.js';
import { isSettled, isWaiting, keepUp, takeByElements } from './elements.js';
import { fold } from './fold.js';
import { follow } from './follow.js';
import { takeOnStripesPage } from './hosted.js';
import { complain, facts, renew } from './page.js';

const LOOK = 60_000;
const MOMENT = 1_500;
const TRIES = 8;

let askedForReceipt = false;

function show() {
  fold();
  const { state, hosted, payment, receipt } = facts();
  if (!state) {
    return;
  }
  if (state === 'cards') {
    part('cards', ({ showCards }) => showCards());
    return;
  }
  if (state === 'payable') {
    (hosted === 'true' ? takeOnStripesPage : takeByElements)();
    if (facts().cards && hosted !== 'true') {
      part('offer', ({ offerSaved }) => offerSaved());
    }
  }
  if (state === 'due') {
    part('due', ({ payWhatIsDue }) => payWhatIsDue());
  }
  if (state === 'checking') {
    check();
  }
  if (state === 'paid' && payment && !receipt && !askedForReceipt) {
    askedForReceipt = true;
    post(`payments/${payment}/refresh`).then(renew).catch(() => {});
  }
  if (state !== 'canceled' && state !== 'expired') {
    follow();
  }
}

// What only some states need. Browsers may remember that an address failed, so another try has another one.
async function part(name, use) {
  const module = await import(`./${name}.js`).catch(() => import(`./${name}.js?again`)).catch(() => null);
  if (module) {
    use(module);
  } else {
    complain(facts().notLoaded);
  }
}

// The address says only that the payer has come back. What has happened, the server asks Stripe.
async function check() {
  const address = location.pathname;
  if (facts().payment || facts().subscription) {
    // The address says that somebody came back for as long as Stripe has not said what they did.
    await isSettled('checking').catch(() => false);
    history.replaceState(null, '', address);
    await renew().catch(() => {});
  }
  for (let tries = 0; facts().state === 'checking' && tries < TRIES; tries++) {
    await new Promise((resolve) => setTimeout(resolve, MOMENT));
    if (tries === TRIES - 1) {
      history.replaceState(null, '', address);
    }
    await renew().catch(() => {});
  }
}

addEventListener('paydesk:shown', show);
addEventListener('paydesk:summary', () => {
  fold();
  keepUp();
});
addEventListener('online', () => {
  if (facts().state !== 'cards') {
    renew().catch(() => {});
  }
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && facts().order) {
    renew().catch(() => {});
  }
});
// No stream tells of an order that was canceled or has expired.
setInterval(() => {
  if (!document.hidden && facts().state === 'payable' && (isWaiting() || !isBusy())) {
    renew().catch(() => {});
  }
}, LOOK);
show();
