// The sheet of a pretend wallet: what is to be paid, with which card, and a button that agrees.

const FORM = document.getElementById('element');
const NAMES = { apple_pay: 'Apple Pay', google_pay: 'Google Pay', link: 'Link', paypal: 'PayPal', amazon_pay: 'Amazon Pay', klarna: 'Klarna' };
const PAYER = {
  name: 'Ada Lovelace', email: 'ada@example.com',
  address: { line1: '1 Main Street', line2: null, city: 'San Francisco', state: 'CA', postal_code: '94110', country: 'US' },
};

function sheet({ wallet, amount, currency, lineItems, business }, cards) {
  const money = moneyIn(currency ?? 'usd', locale);
  const card = selectInput(
    cards.filter(({ type }) => type === 'card').map(({ number, label }) => [number, `•••• ${number.slice(-4)} · ${label}`]),
    undefined, { name: 'card', id: 'card' });
  const lines = lineItems.map(({ name, amount: one }) =>
    el('div', { class: 'SheetLine' }, el('dt', {}, name), el('dd', {}, money(one).amount)));
  const agree = el('button', { type: 'submit', class: 'Agree' }, amount ? `Pay ${money(amount).amount}` : 'Save');
  const cancel = el('button', { type: 'button', class: 'TurnBack' }, 'Cancel');
  cancel.addEventListener('click', () => say('canceled'));
  FORM.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    agree.disabled = true;
    agree.textContent = 'Processing…';
    cancel.hidden = true;
    say('authorized', {
      card: { number: card.value, exp_month: 12, exp_year: new Date().getFullYear() + 10, cvc: '123' },
      billing_details: PAYER,
    });
  });
  FORM.replaceChildren(
    el('p', { class: 'SheetTitle' }, `Pretend ${NAMES[wallet]}`),
    el('dl', { class: 'SheetLines' }, ...lines,
      amount ? el('div', { class: 'SheetLine SheetTotal' }, el('dt', {}, business), el('dd', {}, money(amount).amount)) : null),
    el('label', { class: 'Label', for: 'card' }, 'Card'), card, agree, cancel);
  agree.focus();
}

listen(async ({ about }) => {
  speak(about.locale);
  sheet(about, await (await fetch('/sandbox/cards')).json());
}, {});
