// What the customer has saved, above the ways to enter something new.
// https://docs.stripe.com/payments/save-customer-payment-methods

const isOn = (known, feature) => known.customer?.features[feature] === 'enabled';

/** A box that the payer ticks to find the card here the next time; undefined where the shop does not offer that. */
function keepBox(known) {
  if (!isOn(known, 'payment_method_save')) return undefined;
  const input = el('input', { type: 'checkbox', id: 'keep', name: 'keep' });
  return { input, node: el('label', { class: 'Keep', for: 'keep' }, input, el('span', {}, word('keeps'))) };
}

/** How an intent keeps what was entered, where the payer has ticked the box. */
function savingParams(known, method) {
  const usage = known.customer?.features.payment_method_save_usage;
  return method.keeps?.() && usage && known.kind === 'payment' ? { setup_future_usage: usage } : {};
}

/** Whether it may be shown to the payer again. */
function redisplay(known, method) {
  if (!isOn(known, 'payment_method_save')) return {};
  if (method.keeps?.()) return { allow_redisplay: 'always' };
  return { allow_redisplay: known.saves ? 'limited' : 'unspecified' };
}

const savedName = ({ type, [type]: { brand, bank_name: bank, last4 } }) =>
  `${brand ? brand[0].toUpperCase() + brand.slice(1) : bank} •••• ${last4}`;

/**
 * @param chosen is told which is chosen; null for none of them
 * @param remove is asked to remove one, by its id
 * @return undefined where nothing is saved
 */
function savedMethods(known, chosen, remove) {
  const all = (known.customer?.payment_methods ?? []).filter(({ type }) => known.types.includes(type));
  if (all.length === 0) return undefined;
  let others = null;
  const show = (wanted) => {
    others.hidden = wanted !== null;
    chosen(wanted);
  };
  const row = (label, method, extra) => {
    const radio = el('input', { type: 'radio', name: 'saved', class: 'Radio' });
    radio.addEventListener('change', () => show(method));
    return { radio, node: el('div', { class: 'Saved' }, el('label', { class: 'AccordionButton' }, radio, el('span', {}, label)), extra ?? null) };
  };
  const rows = all.map((method) => {
    const { id, type, billing_details: billing } = method;
    const taken = isOn(known, 'payment_method_remove')
      && el('button', { type: 'button', class: 'Remove', 'aria-label': `${word('remove')} ${savedName(method)}` }, word('remove'));
    if (taken) taken.addEventListener('click', () => remove(id));
    return row(savedName(method), { type, saved: id, about: { id, type, billing_details: billing }, fields: new Fields([]), blame() {} }, taken);
  });
  const another = row(word('another'), null);
  return {
    node: el('fieldset', { class: 'SavedAll' }, el('legend', { class: 'Unseen' }, word('saved')),
      ...[...rows, another].map(({ node }) => node)),
    rest(node) {
      others = node;
    },
    begin() {
      rows[0].radio.click();
    },
  };
}
