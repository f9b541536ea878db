// The payer's browser at Stripe.

import { fetched } from './calls.js';

/** Where the pretend Stripe is; null while Stripe itself is used. */
export let sandbox = null;

/** Answers the pretend Stripe's test cards; none if there is no such. */
export async function findSandbox() {
  sandbox = (await fetched('/dev/page/settings')).sandboxUrl;
  return sandbox ? fetched(`${sandbox}/sandbox/cards`) : [];
}

/** As Stripe.js does it: the secret and the publishable key are all that a browser has. */
export async function confirmAtStripe(started, card) {
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
