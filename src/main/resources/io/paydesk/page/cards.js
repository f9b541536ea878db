// A payer's saved cards: to see, to add one, to remove one, to choose which one pays subscriptions.
// https://docs.stripe.com/js/setup_intents/confirm_setup
import { post, send } from './api.js';
import { isBusy, rest, work } from './button.js';
import { atStripe, mount } from './fields.js';
import { complain, explain, facts, on, quiet, renew } from './page.js';
import { named, untilWords } from './saved.js';

// Whose they are, the link says.
const MINE = 'users/paydesk-link';

// What was begun before the browser went to a bank: the key of the request, which opens nothing alone.
const BEGUN = 'paydesk-card';

let fields = null;
let opening = null;
let key = '';

const at = (id) => document.getElementById(id);

export function showCards() {
  fields = null;
  opening = null;
  on('add', 'click', () => add().catch(fail));
  on('form', 'submit', async (submit) => {
    submit.preventDefault();
    if (!isBusy()) {
      tell('');
      work();
      await (fields ? save() : opened()).catch(fail);
      rest();
    }
  });
  on('cards', 'click', (click) => {
    const { act } = click.target.dataset;
    if (act) {
      carryOut(act, click.target.closest('li')).catch(fail);
    }
  });
  start().catch(fail);
}

async function start() {
  // The address says only that the payer has come back. What has happened, Stripe is asked.
  const begun = JSON.parse(sessionStorage.getItem(BEGUN) ?? 'null');
  if (new URLSearchParams(location.search).has('returned')) {
    history.replaceState(null, '', location.pathname);
    if (begun) {
      key = begun.key;
      at('use').checked = begun.use;
      await settle();
    }
  }
  await list();
}

async function fail(failure) {
  if (failure.status === 401) {
    await renew().catch(() => {});
  }
  if (failure.status) {
    explain(failure);
  } else {
    complain(facts().notLoaded);
  }
  await list().catch(() => {});
}

function tell(words) {
  quiet();
  at('note').textContent = words;
}

async function list() {
  const { data } = await send('GET', `${MINE}/payment-methods`);
  const place = at('cards');
  place.removeAttribute('aria-busy');
  place.replaceChildren(...data.map(one));
  place.hidden = data.length === 0;
  at('none').hidden = data.length > 0;
}

function one(method) {
  const item = at('one').content.cloneNode(true).querySelector('li');
  const name = named(method);
  item.dataset.method = method.id;
  item.querySelector('bdi').textContent = name;
  item.querySelector('.badge').hidden = !method.isDefault;
  item.querySelector('.cards-until').textContent = untilWords(method);
  item.querySelector('[data-act="use"]').hidden = method.isDefault;
  item.querySelectorAll('button').forEach((button) => button.setAttribute('aria-label', `${button.textContent}: ${name}`));
  return item;
}

async function carryOut(act, item) {
  const method = item.dataset.method;
  if (act === 'remove' || act === 'no') {
    item.querySelector('.cards-sure').hidden = act === 'no';
    item.querySelector(act === 'no' ? '[data-act="remove"]' : '[data-act="no"]').focus();
    return;
  }
  if (item.ariaBusy === 'true') {
    return;
  }
  item.ariaBusy = 'true';
  tell('');
  try {
    await (act === 'yes' ? send('DELETE', `${MINE}/payment-methods/${method}`) : use(method));
    await list();
  } finally {
    item.ariaBusy = null;
  }
  tell(act === 'yes' ? facts().removed : facts().used);
  document.querySelector('#stage h1').focus({ preventScroll: true });
}

const use = (method) => post(`${MINE}/payment-methods/${method}/renewals`);

async function add() {
  tell('');
  at('add').hidden = true;
  at('form').hidden = false;
  await opened();
}

// Whoever asks while the fields come waits for the same ones.
function opened() {
  opening ??= open().finally(() => {
    opening = null;
  });
  return opening;
}

// Only now something begins at Stripe: whoever looks at the page leaves nothing there.
async function open() {
  key = crypto.randomUUID();
  const [stripe, begun] = await Promise.all([atStripe(), begin()]);
  if (!begun.clientSecret) {
    complain(facts().busy);
    return;
  }
  fields = { stripe, secret: begun.clientSecret, ...(await mount(stripe, begun.clientSecret)) };
}

// The same key asks what has become of it.
const begin = () => send('POST', `${MINE}/setup-intents`, key);

async function save() {
  const { stripe, elements, field } = fields;
  sessionStorage.setItem(BEGUN, JSON.stringify({ key, use: at('use').checked }));
  const { error } = await stripe.confirmSetup({
    elements,
    confirmParams: { return_url: facts().back },
    redirect: 'if_required',
  });
  if (error && !error.code?.endsWith('_unexpected_state')) {
    if (error.type === 'validation_error') {
      field.focus();
    } else {
      complain(error.message ?? facts().notSent);
    }
    return;
  }
  await settle();
  await list();
}

// Stripe is asked by the server, which keeps the payer's consent with it.
async function settle() {
  const { status, paymentMethodId, clientSecret } = await begin().catch(spent);
  if (paymentMethodId) {
    if (at('use').checked) {
      await use(paymentMethodId);
    }
    close();
    tell(at('use').checked ? `${facts().saved} ${facts().used}` : facts().saved);
  } else if (status === 'processing') {
    close();
    tell(facts().waits);
  } else if (['pending', 'canceled'].includes(status)) {
    await again(clientSecret ?? fields?.secret);
  } else {
    complain(facts().busy);
  }
}

// Fields are for one try: what Stripe has refused leaves room for new ones.
async function again(secret) {
  const words = await said(secret).catch(() => null);
  clear();
  await add();
  complain(words ?? facts().failed);
}

// What the payer's bank said, or Stripe for it. https://docs.stripe.com/api/setup_intents/object#setup_intent_object-last_setup_error
async function said(secret) {
  const { setupIntent } = await (await atStripe()).retrieveSetupIntent(secret);
  return setupIntent.last_setup_error?.message;
}

// What cannot go on at Stripe is not confirmed once more.
function spent(failure) {
  if (failure.status === 422) {
    clear();
  }
  throw failure;
}

function clear() {
  sessionStorage.removeItem(BEGUN);
  fields?.field.destroy();
  fields = null;
}

function close() {
  clear();
  at('form').hidden = true;
  at('add').hidden = false;
  document.querySelector('#stage h1').focus({ preventScroll: true });
}
