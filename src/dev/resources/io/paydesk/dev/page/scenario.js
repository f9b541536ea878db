// What the visitor wants to see: an order that is paid once or again and again, held, or declined.

import { $ } from './view.js';

const KEPT = 'scenario';

const SAMPLES = {
  once: 'Two tickets',
  plan: 'A membership',
  hold: 'A room for two nights',
  decline: 'One last ticket',
};

const HINTS = {
  once: 'Unfold "Test mode: pick a card", take one that succeeds, and pay.',
  plan: 'Pay with any card that succeeds. Then let a month pass at Stripe, below.',
  hold: 'Pay, and the bank holds the money until your app takes it.',
  decline: 'Pick a card that is declined, read what the payer is told, then pay with one that succeeds.',
};

const radios = () => [...document.querySelectorAll('input[name=scenario]')];

const chosen = () => radios().find(({ checked }) => checked)?.value ?? 'once';

/** What to try on the phone, for the order that was made last in this window. */
export const hint = () => HINTS[sessionStorage.getItem(KEPT)] ?? HINTS.once;

export const keepScenario = () => sessionStorage.setItem(KEPT, chosen());

export const capture = () => (chosen() === 'hold' ? 'manual' : undefined);

/** `choosePlan(isWanted)` makes the form one of a subscription, or of a single payment. */
export function offerScenarios(choosePlan) {
  radios().forEach((radio) => radio.addEventListener('input', () => {
    describe();
    choosePlan(chosen() === 'plan');
  }));
}

/** The form was made one of a subscription, or is none any more. */
export function hasPlan(isPlan) {
  if (isPlan === (chosen() === 'plan')) return;
  const radio = radios().find(({ value }) => value === (isPlan ? 'plan' : 'once'));
  radio.checked = true;
  describe();
}

/** Words that the visitor has typed stay. */
function describe() {
  if (Object.values(SAMPLES).includes($('description').value)) {
    $('description').value = SAMPLES[chosen()];
  }
}
