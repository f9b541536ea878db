// Pays what a subscription owes: its open invoices, oldest first.
// https://docs.stripe.com/billing/subscriptions/overview#unpaid-subscriptions
import { ask, post } from './api.js';
import { done, isBusy, relabel, rest, work } from './button.js';
import { atStripe, mount } from './fields.js';
import { complain, explain, facts, mention, on, pause, quiet, renew } from './page.js';

const SOON = 1_000;
const LATEST = 15_000;

// Stripe did not say what became of it.
const IN_DOUBT = ['api_connection_error', 'api_error'];

// Nobody has this link any more, or what it opened is gone.
const GONE = [401, 403, 404];

// What is under the fields now: Stripe, the elements, the secret and its invoice. None of it is kept anywhere.
let offered = null;
let owed = null;
// One act at a time: a form is never drawn anew while it is paid with.
let turn = Promise.resolve();
let waiting = 0;
let subscription = '';
let hasPaid = false;
let hasSaved = false;

const form = () => document.getElementById('form');
const words = (name, value) => form().dataset[name].replace('¤', value);

export function payWhatIsDue() {
  offered = null;
  owed = null;
  ({ subscription } = facts());
  on('form', 'submit', async (submit) => {
    submit.preventDefault();
    if (isBusy()) {
      return;
    }
    quiet();
    work();
    // Fields that come only now have nothing in them yet: whoever asked for them looks first.
    const seen = offered;
    await alone(async () => {
      if (!offered) {
        await offer();
      } else if (offered === seen) {
        await confirm();
      }
    });
    rest();
  });
  alone(start);
}

function alone(act) {
  waiting++;
  turn = turn
    .then(act)
    .catch(fail)
    .catch(() => {})
    .finally(() => {
      waiting--;
    });
  return turn;
}

async function start() {
  // The address says only that the payer has come back. What has happened, Stripe is asked.
  if (new URLSearchParams(location.search).has('returned')) {
    history.replaceState(null, '', location.pathname);
    await settle();
  }
  if (facts().state === 'due') {
    await offer();
  }
}

async function fail(failure) {
  if ([401, 404, 409].includes(failure.status)) {
    await renew().catch(() => {});
  }
  if (isNothing(failure)) {
    await settle().catch(() => {});
    show(nothingLeft());
  } else if (failure.status) {
    explain(failure);
  } else {
    complain(facts().notLoaded);
  }
}

const isNothing = (failure) => failure.name === 'nothing-to-pay';

function nothingLeft() {
  if (hasSaved) {
    return 'due-saved';
  }
  return hasPaid ? 'due-checks' : 'due-nothing';
}

// Instead of the form; the next reading of the page asks again.
function show(state) {
  const stage = document.getElementById('stage');
  const template = document.getElementById(state);
  if (template) {
    stage.replaceChildren(template.content.cloneNode(true));
    stage.dataset.state = state;
    facts().state = state;
    stage.querySelector('h1').focus({ preventScroll: true });
  }
}

async function offer() {
  const [stripe, answer] = await Promise.all([
    atStripe(),
    post(`recurring-payments/${subscription}/pay`),
  ]);
  if (facts().state !== 'due') {
    return;
  }
  owed = answer;
  draw();
  const invoice = answer.openInvoices?.[0]?.invoiceId;
  const isPayment = answer.clientSecretType === 'payment';
  if (isPayment && (await isOnItsWay(stripe, answer.clientSecret))) {
    show('due-waits');
    return;
  }
  offered?.field.destroy();
  offered = null;
  const fields = await mount(stripe, answer.clientSecret);
  offered = { stripe, isPayment, invoice, ...fields };
}

// A bank debit may take days: the invoice is open until then, and must not be paid twice.
async function isOnItsWay(stripe, clientSecret) {
  const { paymentIntent, error } = await stripe.retrievePaymentIntent(clientSecret);
  if (error) {
    throw new Error(error.message);
  }
  const isPaid = ['processing', 'succeeded'].includes(paymentIntent?.status);
  hasPaid ||= isPaid;
  return isPaid;
}

async function confirm() {
  const { elements, isPayment, invoice } = offered;
  const error = await refusal(offered);
  if (!error) {
    hasPaid ||= isPayment;
    hasSaved ||= !isPayment;
    await done();
    await goOn();
    if (isPayment) {
      sayIfPaid(invoice);
    } else {
      note(form()?.dataset.saved);
    }
  } else if (IN_DOUBT.includes(error.type)) {
    await findOut(invoice);
  } else if (error.code?.endsWith('_unexpected_state')) {
    await goOn();
    if (facts().state === 'due') {
      complain(form().dataset.changed);
    }
  } else if (error.type === 'validation_error') {
    elements.getElement('payment')?.focus();
  } else {
    complain(error.message ?? facts().notSent);
  }
}

// A call that breaks says as little as a lost answer.
async function refusal({ stripe, elements, isPayment }) {
  const options = { elements, confirmParams: { return_url: facts().back }, redirect: 'if_required' };
  try {
    const { error } = await (isPayment ? stripe.confirmPayment(options) : stripe.confirmSetup(options));
    return error;
  } catch {
    return { type: IN_DOUBT[0] };
  }
}

// Money may have moved. Until the server knows from Stripe, nobody pays again.
async function findOut(invoice) {
  mention(facts().unsure);
  for (let wait = SOON; facts().state === 'due'; wait = Math.min(wait * 2, LATEST)) {
    const status = await ask(`recurring-payments/${subscription}/refresh`).catch((failure) => failure.status);
    if (GONE.includes(status)) {
      await renew().catch(() => {});
      return;
    }
    if (status === 200) {
      hasPaid = true;
      quiet();
      await goOn();
      if (facts().state === 'due' && !sayIfPaid(invoice)) {
        hasPaid = false;
        complain(facts().notSent);
      }
      return;
    }
    await pause(wait);
  }
}

function sayIfPaid(invoice) {
  const isPaid = facts().state === 'due' && offered?.invoice !== invoice;
  if (isPaid) {
    note(form().dataset.paid);
  }
  return isPaid;
}

function note(words) {
  const place = document.getElementById('owed-note');
  if (place) {
    place.textContent = words;
  }
}

// Paid here or elsewhere, or not owed any more: what is left is asked for again.
async function goOn() {
  await settle();
  if (facts().state === 'due') {
    rest();
    await offer();
  }
}

async function settle() {
  await post(`recurring-payments/${subscription}/refresh`).catch(() => {});
  await renew();
}

function draw() {
  const { openInvoices: invoices } = owed;
  const list = document.getElementById('owed');
  list.removeAttribute('aria-busy');
  list.replaceChildren(...(invoices ?? []).map(line));
  list.hidden = list.children.length === 0;
  document.getElementById('owed-note').textContent =
    list.children.length > 1 ? words('several', String(list.children.length)) : '';
  relabel(label());
  drawTotal();
}

function label() {
  const [first] = owed.openInvoices ?? [];
  return owed.clientSecretType === 'setup' || !first ? form().dataset.save : words('pay', amount(first));
}

function drawTotal() {
  const [first, ...others] = owed?.openInvoices ?? [];
  const total = document.querySelector('.sum-total bdi');
  if (first && total && others.every(({ currency }) => currency === first.currency)) {
    const sum = [first, ...others].reduce((all, { price }) => all + Number(price), 0);
    total.textContent = amount({ ...first, price: sum });
  }
}

function line(invoice) {
  const item = document.createElement('li');
  item.className = 'owed-one';
  const text = (kind, value) => {
    const words = document.createElement('p');
    words.className = kind;
    const isolated = document.createElement('bdi');
    isolated.textContent = value;
    words.append(isolated);
    return words;
  };
  const about = document.createElement('div');
  about.append(text('owed-period', period(invoice)));
  if (invoice.attempts > 0) {
    about.append(text('owed-tries', words('tries', String(invoice.attempts))));
  }
  item.append(about, text('owed-amount', amount(invoice)));
  return item;
}

function amount({ price, currency }) {
  const text = new Intl.NumberFormat(facts().locale, { style: 'currency', currency }).format(Number(price));
  // Among words that are read from right to left it is still read from left to right.
  return document.documentElement.dir === 'rtl' ? `\u2066${text.replaceAll('\u200f', '')}\u2069` : text;
}

function period({ periodStart, periodEnd, createdAt }) {
  const days = new Intl.DateTimeFormat(facts().locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return periodStart && periodEnd
    ? days.formatRange(new Date(periodStart), new Date(periodEnd))
    : days.format(new Date(createdAt));
}

// The page was read again: somebody may have paid elsewhere, or the shop has let the invoice go.
addEventListener('paydesk:summary', async () => {
  if (facts().state !== 'due' || !owed) {
    return;
  }
  relabel(label());
  drawTotal();
  // Whoever has begun to type is told once they pay.
  if (waiting > 0 || !offered || offered.isTyped()) {
    return;
  }
  const now = await post(`recurring-payments/${subscription}/pay`).catch(() => null);
  if (now && offered && waiting === 0 && now.openInvoices?.[0]?.invoiceId !== offered.invoice) {
    await alone(async () => {
      await offer();
      if (facts().state === 'due') {
        complain(form().dataset.changed);
      }
    });
  }
});

// The page was read again while words stand instead of the form: it comes back where there is something to pay.
addEventListener('paydesk:due', ({ detail: bringBack }) =>
  alone(async () => {
    if (facts().state.startsWith('due-') && (await stands().catch(() => facts().state)) !== facts().state) {
      bringBack();
    }
  }),
);

async function stands() {
  try {
    const { clientSecret, clientSecretType } = await post(`recurring-payments/${subscription}/pay`);
    const isWaiting = clientSecretType === 'payment' && (await isOnItsWay(await atStripe(), clientSecret));
    return isWaiting ? 'due-waits' : 'due';
  } catch (failure) {
    if (isNothing(failure)) {
      return nothingLeft();
    }
    throw failure;
  }
}
