// Pays what a subscription owes: its open invoices, oldest first.
// https://docs.stripe.com/billing/subscriptions/overview#unpaid-subscriptions
import { ask, post } from './api.js';
import { done, isBusy, rest, work } from './button.js';
import { isInDoubt, isKnown, refusal } from './doubt.js';
import { atStripe, mount } from './fields.js';
import { list, note, price } from './owed.js';
import { complain, explain, facts, mention, on, quiet, renew } from './page.js';

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
  list(owed);
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
  } else if (isInDoubt(error)) {
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

async function findOut(invoice) {
  mention(facts().unsure);
  if (!(await isKnown(() => ask(`recurring-payments/${subscription}/refresh`)))) {
    await renew().catch(() => {});
    return;
  }
  hasPaid = true;
  quiet();
  await goOn();
  if (facts().state === 'due' && !sayIfPaid(invoice)) {
    hasPaid = false;
    complain(facts().notSent);
  }
}

function sayIfPaid(invoice) {
  const isPaid = facts().state === 'due' && offered?.invoice !== invoice;
  if (isPaid) {
    note(form().dataset.paid);
  }
  return isPaid;
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

// The page was read again: somebody may have paid elsewhere, or the shop has let the invoice go.
addEventListener('paydesk:summary', async () => {
  if (facts().state !== 'due' || !owed) {
    return;
  }
  price(owed);
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
