// The Payment Element, in its frame.

const BOX = document.getElementById('element');
let page = { options: {} };
let cards = [];
let choice = null;
let method = null;
let told = '';

function tell() {
  const complete = Boolean(method?.fields.complete);
  const change = {
    complete, empty: !method || method.fields.empty, collapsed: method === null,
    value: { type: method?.type ?? '', ...(method?.saved ? { payment_method: method.about } : {}) },
  };
  const now = JSON.stringify(change);
  if (now !== told) say('change', change);
  told = now;
}

function draw() {
  const { options, known } = page;
  const order = options.paymentMethodOrder ?? [];
  const place = (type) => (order.includes(type) ? order.indexOf(type) : order.length);
  const methods = known.types.filter((type) => type in METHODS)
    .sort((a, b) => place(a) - place(b))
    .map((type) => METHODS[type](options, known, cards));
  choice = choiceOf(methods, options, (chosen) => {
    method = chosen;
    tell();
  });
  const card = methods.find(({ type }) => type === 'card');
  const saved = savedMethods(known, (it) => {
    method = it ?? choice.chosen();
    tell();
  }, remove);
  BOX.replaceChildren(...(saved ? [saved.node] : []), choice.node);
  if (saved) {
    saved.rest(choice.node);
  }
  if (card && page.assistant) {
    BOX.append(assistant(cards, (wanted) => {
      choice.choose(card);
      card.fill(wanted);
    }));
  }
  BOX.inert = Boolean(options.readOnly);
  choice.choose();
  saved?.begin();
}

async function remove(id) {
  const { object, error } = await callStripe(page.key, 'POST', '/v1/elements/customer/detach',
    { customer_session_client_secret: page.known.customer.secret, payment_method: id });
  say('removed', { success: !error, payment_method: id, error });
  if (object) {
    page.known.customer = { ...page.known.customer, ...object };
    draw();
  }
}

async function show() {
  if (!page.known) return;
  cards = cards.length ? cards : await (await fetch('/sandbox/cards')).json();
  draw();
  say('ready');
}

function dressed() {
  speak(page.locale);
  dress(page.appearance ?? {});
}

function missing() {
  return method ? method.fields.check() : { type: 'validation_error', code: 'incomplete_payment_details', message: word('methods') };
}

/** What the page itself gives of the payer comes over what is entered here. */
function completed(params) {
  const { payment_method_data: given = {}, ...rest } = params;
  if (method.saved) return { ...rest, payment_method: method.saved };
  const { billing_details: entered, ...details } = method.entered();
  const billing = { ...entered, ...given.billing_details,
    address: { ...entered.address, ...given.billing_details?.address } };
  return {
    ...rest, ...savingParams(page.known, method),
    payment_method_data: {
      type: method.type, ...redisplay(page.known, method), ...given, ...details, billing_details: billing,
    },
  };
}

const does = {
  manner(value) {
    const before = page.locale;
    page = { ...page, ...value };
    dressed();
    if (before !== page.locale) show();
  },
  known({ known }) {
    const drawn = ({ types, saves, customer }) => JSON.stringify([types, saves, customer]);
    const same = page.known && drawn(page.known) === drawn(known);
    page = { ...page, known };
    if (!same) show();
  },
  options({ options }) {
    page = { ...page, options };
    show();
  },
  submit: () => ({ error: missing(), type: method?.type }),
  async send({ path, params }) {
    const answer = await callStripe(page.key, 'POST', path, completed(params));
    if (answer.error) method.blame(answer.error);
    return answer;
  },
  collapse: () => choice?.choose(null),
  focus: () => (BOX.querySelector('.Fields:not([hidden]) input') ?? BOX.querySelector('input'))?.focus(),
  blur: () => document.activeElement?.blur(),
  clear: () => method?.fields.clear(),
};

BOX.addEventListener('input', tell);
BOX.addEventListener('submit', (submitted) => submitted.preventDefault());
listen((greeting) => {
  page = { options: {}, ...greeting };
  dressed();
  BOX.hidden = false;
  show();
}, does);
