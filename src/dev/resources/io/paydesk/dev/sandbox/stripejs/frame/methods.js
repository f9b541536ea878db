// The ways to pay. Each has fields, and makes Stripe's parameters of them.

const terms = (key, options) =>
  el('p', { class: 'TermsText' }, word(key).replace('{shop}', options.business?.name ?? word('shop')));

function cardMethod(options, known) {
  const brand = el('span', { class: 'Brand', 'aria-live': 'polite' });
  const number = new Field('number', word('number'),
    textInput({ inputmode: 'numeric', autocomplete: 'cc-number', placeholder: '1234 1234 1234 1234', dir: 'ltr' }),
    wrongNumber, brand);
  const expiry = new Field('expiry', word('expiry'),
    textInput({ inputmode: 'numeric', autocomplete: 'cc-exp', placeholder: 'MM / YY', dir: 'ltr' }), wrongExpiry);
  const code = () => brandOf(digitsOf(number.input.value)).cvc;
  const cvc = new Field('cvc', word('cvc'),
    textInput({ inputmode: 'numeric', autocomplete: 'cc-csc', placeholder: 'CVC', dir: 'ltr' }),
    (text) => (digitsOf(text).length < code() ? 'incomplete_cvc' : null));
  rewrite(number.input, (text) => {
    const digits = digitsOf(text);
    const { length, groups, name } = brandOf(digits);
    brand.textContent = name ?? '';
    return grouped(digits.slice(0, length), groups);
  });
  rewrite(expiry.input, dated);
  rewrite(cvc.input, (text) => digitsOf(text).slice(0, code()));
  const address = addressFields(options);
  const fields = new Fields([number, expiry, cvc, ...address]);
  const keeps = keepBox(known);
  const row = (...some) => el('div', { class: 'Row' }, ...some.filter(Boolean).map(({ node }) => node));
  return {
    type: 'card',
    fields,
    node: el('div', { class: 'Fields' }, number.node, row(expiry, cvc), row(...address),
      keeps?.node ?? null, known.saves && options.terms?.card !== 'never' ? terms('saves', options) : null),
    keeps: () => Boolean(keeps?.input.checked),
    fill(card) {
      number.set(card.number);
      expiry.set(`12 / ${(new Date().getFullYear() + 20) % 100}`);
      cvc.set(card.brand === 'amex' ? '1234' : '123');
      const zip = fields.get('postalCode');
      if (zip && !zip.node.hidden && zip.wrong()) zip.set({ US: '94110', GB: 'SW1A 1AA', CA: 'K1A 0B1' }[fields.value('country')]);
    },
    entered() {
      const { month, year } = dateOf(expiry.input.value);
      return {
        card: {
          number: digitsOf(number.input.value), exp_month: month, exp_year: year, cvc: digitsOf(cvc.input.value),
        },
        billing_details: billingDetails(fields, options),
      };
    },
    /** Where Stripe says which field is wrong. */
    blame({ code: wrong, message }) {
      const at = { incorrect_number: number, invalid_number: number, expired_card: expiry, incorrect_cvc: cvc,
        invalid_cvc: cvc, invalid_expiry_year: expiry, invalid_expiry_month: expiry }[wrong];
      at?.show(wrong, message);
    },
  };
}

/** Its bank says at once whose account it is, as Financial Connections does. */
function debitMethod(options, known, cards) {
  const given = options.defaultValues?.billingDetails ?? {};
  const accounts = cards.filter(({ type }) => type === 'us_bank_account')
    .map((card) => [card.payment_method.replace('pm_usBankAccount_', 'fca_test_'), `•••• 6789 · ${card.label}`]);
  const name = new Field('name', word('name'), textInput({ autocomplete: 'name', value: given.name }),
    (text) => (text.trim() ? null : 'incomplete_name'));
  const email = new Field('email', word('email'),
    textInput({ type: 'email', autocomplete: 'email', value: given.email, dir: 'ltr' }),
    (text) => (/^\S+@\S+\.\S+$/.test(text.trim()) ? null : 'incomplete_email'));
  const account = new Field('account', word('account'), selectInput(accounts, accounts[0]?.[0]), () => null);
  const fields = new Fields([name, email, account]);
  return {
    type: 'us_bank_account',
    fields,
    node: el('div', { class: 'Fields' }, name.node, email.node, account.node, terms('debits', options)),
    entered: () => ({
      us_bank_account: { financial_connections_account: account.input.value },
      billing_details: billingDetails(fields, options),
    }),
    blame() {},
  };
}

/** Nothing is asked here: the payer goes on at another site. */
function elsewhereMethod(options) {
  return {
    type: 'klarna',
    fields: new Fields([]),
    node: el('div', { class: 'Fields' },
      el('p', { class: 'TermsText' }, word('redirects').replace('{name}', word('klarna')))),
    entered: () => ({ billing_details: options.defaultValues?.billingDetails ?? {} }),
    blame() {},
  };
}

const METHODS = { card: cardMethod, us_bank_account: debitMethod, klarna: elsewhereMethod };
