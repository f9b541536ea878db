// Offers the payer's saved cards beside the form, where the shop has said who the payer is.
// https://docs.stripe.com/js/payment_intents/handle_next_action
import { post, send } from './api.js';
import { done, isBusy, rest, work } from './button.js';
import { keepUp, settle } from './elements.js';
import { atStripe } from './fields.js';
import { complain, explain, facts, mention, quiet } from './page.js';
import { named, untilWords } from './saved.js';

const at = (id) => document.getElementById(id);

const chosen = () => document.querySelector('[name="saved"]:checked')?.value ?? '';

export async function offerSaved() {
  const form = at('form');
  // Before the form's own listener, which takes what is typed.
  form.addEventListener('submit', pay, true);
  form.addEventListener('change', changed);
  const { data } = await send('GET', 'users/paydesk-link/payment-methods').catch(() => ({ data: [] }));
  const good = data.filter(({ expired }) => !expired);
  if (good.length === 0 || !at('choices')) {
    return;
  }
  at('saved').replaceChildren(...good.map(one));
  at('choices').hidden = false;
  const first = good.find(({ isDefault }) => isDefault) ?? good[0];
  at('saved').querySelector(`[value="${first.id}"]`).checked = true;
  show();
}

function one(method) {
  const label = document.createElement('label');
  label.className = 'choice';
  const radio = document.createElement('input');
  Object.assign(radio, { type: 'radio', name: 'saved', value: method.id });
  const words = document.createElement('span');
  const name = document.createElement('bdi');
  name.textContent = named(method);
  const until = document.createElement('span');
  until.className = 'choice-until';
  until.textContent = untilWords(method);
  words.append(name, ' ', until);
  label.append(radio, words);
  return label;
}

function show() {
  const other = chosen() === '';
  at('slot').hidden = !other;
  at('keep-words').hidden = !other;
}

function changed({ target }) {
  quiet();
  if (target.name === 'saved') {
    show();
  } else if (target.id === 'keep') {
    facts().keep = target.checked ? 'yes' : '';
    keepUp();
  }
}

async function pay(submit) {
  const paymentMethodId = chosen();
  if (!paymentMethodId) {
    return;
  }
  submit.preventDefault();
  submit.stopImmediatePropagation();
  if (isBusy()) {
    return;
  }
  quiet();
  work();
  try {
    await charge(paymentMethodId);
  } catch (failure) {
    // Its answer may be lost, and the money may have come: the server looks.
    await settle().catch(() => {});
    if (facts().state === 'payable') {
      explain(failure);
    }
  } finally {
    rest();
  }
}

async function charge(paymentMethodId) {
  const { order, amount, currency } = facts();
  const begun = await post('payments', { orderId: Number(order), amount: Number(amount), currency, paymentMethodId });
  facts().payment = begun.id;
  const asked = begun.requiresAction ? await ask(begun.clientSecret) : null;
  const failed = asked?.error ?? begun.failure;
  if (!failed && !['created', 'unknown'].includes(begun.status)) {
    await done();
  }
  await settle();
  if (facts().state !== 'payable') {
    return;
  }
  if (['created', 'unknown'].includes(begun.status)) {
    complain(facts().busy);
  } else if (at('problem').querySelector('p')) {
    // The server has said why, in the payer's language.
    at('problem').focus();
  } else {
    complain(failed?.message ?? facts().notSent);
  }
}

async function ask(clientSecret) {
  mention(facts().pays);
  const asked = await (await atStripe()).handleNextAction({ clientSecret });
  quiet();
  return asked;
}
