// The Address Element, in its frame.

const BOX = document.getElementById('element');
const ASKED_FOR_A_STATE = ['US', 'CA', 'AU', 'BR', 'IN', 'MX'];
let page = { options: {} };
let fields = new Fields([]);
let told = '';

const needed = (code) => (text) => (text.trim() ? null : code);

function draw() {
  const { options } = page;
  const { defaultValues: given = {}, allowedCountries, fields: { phone = 'never' } = {}, validation } = options;
  const address = given.address ?? {};
  const all = countries().filter(([code]) => !allowedCountries?.length || allowedCountries.includes(code));
  const chosen = all.some(([code]) => code === (address.country ?? likelyCountry())) ? address.country ?? likelyCountry() : all[0][0];
  const input = (autocomplete, value) => textInput({ autocomplete, value });
  const name = new Field('name', word('name'), input('name', given.name), needed('incomplete_name'));
  const country = new Field('country', word('country'), selectInput(all, chosen, { autocomplete: 'country' }), () => null);
  const line1 = new Field('line1', word('line1'), input('address-line1', address.line1), needed('incomplete_line1'));
  const line2 = new Field('line2', word('line2'), input('address-line2', address.line2), () => null);
  const city = new Field('city', word('city'), input('address-level2', address.city), needed('incomplete_city'));
  const state = new Field('state', word('state'), input('address-level1', address.state),
    (text) => (ASKED_FOR_A_STATE.includes(country.input.value) && !text.trim() ? 'incomplete_state' : null));
  const code = new Field('postalCode', word('postalCode'), input('postal-code', address.postal_code),
    (text) => (ASKED_FOR_A_CODE[country.input.value]?.test(text.trim()) ?? true ? null : 'incomplete_zip'));
  const number = phone === 'always' && new Field('phone', word('phone'), textInput({ type: 'tel', autocomplete: 'tel', value: given.phone }),
    validation?.phone?.required === 'never' ? () => null : needed('incomplete_phone'));
  fields = new Fields([name, country, line1, line2, city, state, code, number]);
  const row = (...some) => el('div', { class: 'Row' }, ...some.map(({ node }) => node));
  BOX.replaceChildren(el('div', { class: 'Fields' }, name.node, country.node, line1.node, line2.node,
    row(city, state), code.node, number ? number.node : null));
}

function value() {
  const text = (name) => fields.value(name) ?? '';
  return {
    name: text('name'),
    address: {
      line1: text('line1'), line2: text('line2') || null, city: text('city'), state: text('state'),
      postal_code: text('postalCode'), country: text('country'),
    },
    ...(fields.get('phone') ? { phone: text('phone') } : {}),
  };
}

const now = () => ({ empty: fields.empty, complete: fields.complete, isNewAddress: true, value: value() });

function tell() {
  const change = JSON.stringify(now());
  if (change !== told) say('change', now());
  told = change;
}

const does = {
  manner(manner) {
    const before = page.locale;
    page = { ...page, ...manner };
    speak(page.locale);
    dress(page.appearance ?? {});
    if (before !== page.locale) draw();
  },
  options({ options }) {
    page = { ...page, options };
    draw();
  },
  value: () => now(),
  check: () => ({ error: fields.check() }),
  focus: () => BOX.querySelector('input')?.focus(),
  clear: () => fields.clear(),
};

BOX.addEventListener('input', tell);
BOX.addEventListener('submit', (submitted) => submitted.preventDefault());
listen((greeting) => {
  page = { options: {}, ...greeting };
  speak(page.locale);
  dress(page.appearance ?? {});
  draw();
  BOX.hidden = false;
  say('ready');
  tell();
}, does);
