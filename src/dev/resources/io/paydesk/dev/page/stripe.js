// The payer's browser at Stripe, and what the pretend one does on demand.

import { fetched } from './calls.js';

/** Where the pretend Stripe is; null while Stripe itself is used. */
export let sandbox = null;

/** Answers the pretend Stripe's test cards; none if there is no such. */
export async function findSandbox() {
  sandbox = (await fetched('/dev/page/settings')).sandboxUrl;
  return sandbox ? ofSandbox('cards') : [];
}

export const ofSandbox = (what) => fetched(`${sandbox}/sandbox/${what}`);

/** As plain text, as another port's JSON would be asked about first. */
export const tellSandbox = (what, order) =>
  fetched(`${sandbox}/sandbox/${what}`, { method: 'POST', body: JSON.stringify(order) });

/**
 * As Stripe.js does it: the secret and the publishable key are all that a browser has. A payment is
 * confirmed, or the setup of a card that pays nothing yet.
 */
export async function confirmAtStripe({ clientSecret, publishableKey }, card, orderId) {
  // Years may pass by the pretend Stripe's clock.
  const expires = new Date().getFullYear() + 20;
  const typed = {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': card.number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': expires,
    'payment_method_data[card][cvc]': card.brand === 'amex' ? '1234' : '123',
  };
  const [id] = clientSecret.split('_secret_');
  const kind = id.startsWith('seti_') ? 'setup_intents' : 'payment_intents';
  const response = await fetch(`${sandbox}/v1/${kind}/${id}/confirm`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${publishableKey}` },
    body: new URLSearchParams({
      client_secret: clientSecret,
      return_url: `${location.origin}/?order=${orderId}`,
      ...(card.number ? typed : { payment_method: card.payment_method }),
    }),
  });
  return response.json();
}
