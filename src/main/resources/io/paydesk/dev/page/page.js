// A developer's way through a payment. Every call is made as a real app, payer or admin makes it.

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const orderId = query.get('order');
const tokens = new Map();
let sandbox; // where the pretend Stripe is, or null
let order, payment;
// The payment's version when the bank got a card; undefined while no card is under way.
let sent = query.get('redirect_status') === 'succeeded' ? 'the first seen' : undefined;

/** `part` is who makes this call in an app; the visitor may want to see what others are told. */
async function call(part, method, path, body) {
  const chosen = $('who').value;
  const who = { each: part, user: $('user').value.trim() }[chosen] ?? chosen;
  if (!tokens.has(who)) {
    tokens.set(who, await contentOf(await fetch(`/dev/token/${encodeURIComponent(who)}`)));
  }
  const Authorization = `Bearer ${tokens.get(who)}`;
  const headers = { Authorization, 'Content-Type': 'application/json' };
  const response = await fetch(path, { method, headers, body: JSON.stringify(body) });
  if (response.status === 401) tokens.delete(who); // a restart makes new keys: the next call works
  return contentOf(response);
}

async function contentOf(response) {
  const json = (response.headers.get('Content-Type') ?? '').includes('json');
  const content = json ? await response.json() : await response.text();
  if (response.ok) return content;
  const { title = 'Refused', detail = `HTTP status ${response.status}.` } = content;
  throw Object.assign(new Error(detail), { status: response.status, title });
}

/** As Stripe.js does it: the secret and the publishable key are all that a browser has. */
async function confirmAtStripe(started, card) {
  const typed = {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': card.number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': new Date().getFullYear() + 2,
    'payment_method_data[card][cvc]': card.brand === 'amex' ? '1234' : '123',
  };
  const response = await fetch(`${sandbox}/v1/payment_intents/${started.paymentIntentId}/confirm`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${started.publishableKey}` },
    body: new URLSearchParams({
      client_secret: started.clientSecret,
      return_url: `${location.origin}/?order=${started.orderId}`,
      ...(card.number ? typed : { payment_method: card.payment_method }),
    }),
  });
  return response.json();
}

async function makeOrder() {
  const [userId, price, currency, description] =
    ['user', 'price', 'currency', 'description'].map((id) => $(id).value.trim());
  const wanted = { userId, price, currency, description: description || undefined };
  const made = await call('service', 'POST', '/v1/orders', wanted);
  location.assign(`/?order=${made.id}`);
}

/** Begins a payment, or is handed the one that has begun: the secret is kept nowhere. */
const startPayment = () => call(order.userId, 'POST', '/v1/payments', { orderId: order.id });

async function pay() {
  const started = await startPayment();
  text('secret', sandbox ? '' : started.clientSecret ?? '');
  await follow();
  $('card').focus();
}

async function tryCard() {
  text('declined', '');
  const started = await startPayment();
  if (!started.clientSecret) return follow();
  sent = payment.version;
  const intent = await confirmAtStripe(started, JSON.parse($('card').value))
    .catch((problem) => ({ error: problem }));
  const bank = intent.next_action?.redirect_to_url?.url;
  if (bank?.startsWith(`${sandbox}/`)) return location.assign(bank);
  if (intent.error) {
    sent = undefined;
    text('declined', intent.error.message);
    $('card').focus();
  }
  return follow();
}

const change = (part, path) => call(part, 'POST', path).then(follow);

/** Looks now, and then every second until nothing more will change. */
let next;
let missed = false;
let patience = 15; // looks for the app's reactions, once the money has come
async function follow() {
  let done = false;
  showLists();
  try {
    const read = await call('service', 'GET', `/v1/orders/${encodeURIComponent(orderId)}`);
    const payments = await call('service', 'GET', `/v1/payments?orderId=${read.id}&limit=1`);
    [order, payment] = [read, payments.data[0]];
    if (missed) showProblem();
    missed = false;
    show();
    const reacted = !payment?.amountReceived || payment.callbackProcessed;
    done = order.status !== 'pending' && (reacted || patience-- === 0);
  } catch (problem) {
    missed = true;
    showProblem(problem);
    done = problem.status < 500 && problem.status !== 401;
    $('order').hidden ||= done;
  }
  clearTimeout(next);
  if (!done) next = setTimeout(follow, 1000);
}

/** "Paid" is said of a paid order alone, whatever a card, a bank or Stripe's answer said. */
function plainly() {
  const ended = {
    paid: ['Paid', 'The money came and the order is paid.'],
    partially_refunded: ['Paid, partly refunded', 'Some of the money went back.'],
    refunded: ['Refunded', 'All of the money went back.'],
    canceled: ['Canceled', 'Nothing will be taken for this order.'],
    review: ['In review', `Money came that does not fit: ${order.reviewReason}. A person decides.`],
  };
  const why = payment?.failure?.message;
  const open = {
    created: ['Being begun', 'Stripe is being asked.'],
    unknown: ['Not known yet', 'Stripe did not answer. It is asked until it is known.'],
    pending: why
      ? ['Waiting for another card', `The last try failed: ${why}`]
      : ['Waiting for a card', 'No money has been taken.'],
    processing: ['The bank is deciding', 'A bank debit can take days, and seconds here.'],
    canceled: ['Payment canceled', 'No money was taken. The order can be paid anew.'],
    failed: ['Payment refused', `Stripe did not begin it: ${why ?? 'no reason given'}`],
  };
  if (order.status !== 'pending') return ended[order.status] ?? [order.status, ''];
  if (order.cancelRequestedAt) return ['Being canceled', 'Stripe has not confirmed it yet.'];
  if (!payment) return ['Not begun', 'Nobody has begun to pay this order.'];
  if (sent !== undefined) return ['With the bank', 'Stripe has the card. Its event is awaited.'];
  return open[payment.status] ?? [payment.status, 'The order is not paid.'];
}

function show() {
  if (sent === 'the first seen') sent = payment?.version;
  const failed = payment?.failure && payment.version !== sent;
  if (failed || payment?.status !== 'pending') sent = undefined;
  const [status, advice] = plainly();
  const open = order.status === 'pending';
  const live = ['created', 'pending', 'processing', 'unknown'].includes(payment?.status);
  const waits = open && payment?.status === 'pending' && sent === undefined;
  const price = `${order.price} ${order.currency.toUpperCase()}`;
  $('order').hidden = false;
  $('order').dataset.status = open ? payment?.status ?? 'none' : order.status;
  text('order-title', `Order ${order.id}`);
  text('what', [price, order.description, `for ${order.userId}`].filter(Boolean).join(' · '));
  text('status', status);
  text('advice', advice);
  text('order-status', order.status);
  text('payment-status', payment ? `${payment.status} (id ${payment.id})` : 'none');
  text('failure', payment?.failure?.message ?? 'none');
  text('processed', payment?.callbackProcessed ? 'yes' : 'no');
  text('intent', payment?.paymentIntentId ?? 'none');
  text('order-json', JSON.stringify(order, null, 2));
  text('payment-json', JSON.stringify(payment ?? null, null, 2));
  text('pay', waits ? 'Show the client secret' : `Pay ${price}`);
  $('pay').hidden = !(open && (!live || payment.status === 'unknown' || (waits && !sandbox)));
  $('card-form').hidden = !waits || !sandbox;
  $('by-hand').hidden = !waits || !$('secret').textContent;
  $('refresh').hidden = !payment;
  $('cancel-payment').hidden = !live;
  $('cancel-order').hidden = !open;
}

/** Leaves equal text alone, so that it stays selected and is not read out again. */
function text(id, content) {
  if ($(id).textContent !== content) $(id).textContent = content;
}

function showProblem(problem) {
  text('problem-title', problem ? (problem.title ?? 'No answer') : '');
  text('problem-detail', problem?.message ?? '');
}

async function showLists() {
  await list('orders', ({ id, status, price, currency, userId, description }) => {
    const link = document.createElement('a');
    Object.assign(link, { href: `/?order=${id}`, textContent: id });
    return [link, status, `${price} ${currency.toUpperCase()}`, userId, description ?? ''];
  });
  await list('events', ({ receivedAt, status, type, reason, lastError }) =>
    [new Date(receivedAt).toLocaleTimeString(), status, type, reason ?? lastError ?? '']);
}

const listed = {};
async function list(id, cells) {
  const { data, detail } = await call('admin', 'GET', `/v1/${id}?limit=12`)
    .catch(({ title, message }) => ({ data: [], detail: `${title ?? 'No answer'}: ${message}` }));
  text(`${id}-note`, detail ?? (data.length ? '' : 'None yet.'));
  const seen = JSON.stringify(data);
  if (listed[id] === seen) return; // a new row would take the focus from its link
  listed[id] = seen;
  $(id).replaceChildren(...data.map((row) => {
    const line = document.createElement('tr');
    cells(row).forEach((cell) => line.insertCell().append(cell));
    return line;
  }));
}

const look = () => (orderId ? follow() : showLists());

function chooseWho() {
  ['who', 'user'].forEach((id) => sessionStorage.setItem(id, $(id).value));
  const user = $('user').value.trim();
  Object.assign($('token'), { textContent: user, href: `/dev/token/${encodeURIComponent(user)}` });
  showProblem();
  look();
}

async function begin() {
  // Stripe's redirect brings the client secret along: it has no business in the history.
  if (query.has('payment_intent')) history.replaceState(null, '', `/?order=${orderId}`);
  ['who', 'user'].forEach((id) => ($(id).value = sessionStorage.getItem(id) ?? $(id).value));
  const config = await contentOf(await fetch('/v1/config'));
  sandbox = (await contentOf(await fetch('/dev/page/settings'))).sandboxUrl;
  document.title = `${orderId ? `Order ${orderId}` : 'Pay an order'} · ${config.brandName}`;
  text('brand', config.brandName);
  text('slogan', config.brandSlogan ?? 'Development page');
  $('logo').src = config.brandLogo ?? $('logo').src;
  const real = config.publishableKey.startsWith('pk_live_') ? 'Stripe with LIVE keys' : 'Stripe';
  text('stripe', sandbox ? 'A pretend Stripe is in use: no bank, no money.' : `${real} is in use.`);
  for (const card of sandbox ? await contentOf(await fetch(`${sandbox}/sandbox/cards`)) : []) {
    const number = card.number ? ` · ${card.number.replace(/(.{4})(?=.)/g, '$1 ')}` : '';
    $('card').add(new Option(card.label + number, JSON.stringify(card)));
  }
  chooseWho();
}

let busy = false;
function on(id, event, work) {
  $(id).addEventListener(event, async (happened) => {
    happened.preventDefault();
    if (busy) return; // the second of two clicks
    busy = true;
    showProblem();
    await work().catch(showProblem);
    busy = false;
  });
}

on('make', 'submit', makeOrder);
on('pay', 'click', pay);
on('card-form', 'submit', tryCard);
on('refresh', 'click', () => change(order.userId, `/v1/payments/${payment.id}/refresh`));
on('cancel-payment', 'click', () => change(order.userId, `/v1/payments/${payment.id}/cancel`));
on('cancel-order', 'click', () => change('service', `/v1/orders/${order.id}/cancel`));
on('look', 'click', look);
['who', 'user'].forEach((id) => $(id).addEventListener('change', chooseWho));
begin().catch(showProblem);
