// Stripe's fields for an intent that has begun and waits for the payer.
// https://docs.stripe.com/js/elements_object/create_payment_element
import { dress, look } from './look.js';
import { facts } from './page.js';
import { appear, hide, script } from './stripe.js';

export async function atStripe() {
  await script();
  return window.Stripe(facts().key);
}

// They are there once this ends.
export async function mount(stripe, clientSecret) {
  const elements = dress(
    stripe.elements({
      clientSecret,
      appearance: look(),
      locale: document.documentElement.lang,
      loader: 'never',
    }),
  );
  const field = elements.create('payment', { layout: 'tabs' });
  let typed = false;
  field.on('change', ({ empty }) => {
    typed = !empty;
  });
  await appear(field);
  hide();
  return { elements, field, isTyped: () => typed };
}
