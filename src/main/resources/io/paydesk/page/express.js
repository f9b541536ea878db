// Wallets above the form, where Stripe has any for this browser: one press, and the wallet knows the card.
// https://docs.stripe.com/elements/express-checkout-element
import { isBusy, rest, work } from './button.js';
import { explain, quiet } from './page.js';

// The form is not kept waiting for longer, and later nothing pushes it away under the payer's finger.
const PATIENCE = 1_500;

// Resolves once it is known whether there are any, or when nobody waits any longer.
export function offer(stripe, elements, pay) {
  const element = elements.create('expressCheckout', { buttonHeight: 48 });
  const by = { stripe, elements, field: element };
  element.on('click', (click) => (isBusy() ? click.reject() : click.resolve()));
  element.on('confirm', (agreed) => take(agreed, (fail) => pay({ ...by, fail })));
  return new Promise((known) => {
    element.on('ready', ({ availablePaymentMethods }) => {
      if (availablePaymentMethods) {
        show();
      }
      known();
    });
    element.on('loaderror', known);
    setTimeout(known, PATIENCE);
    element.mount('#express-buttons');
  });
}

function show() {
  const inUse = !document.getElementById('skeleton') && document.activeElement?.closest('#form');
  if (!inUse) {
    document.getElementById('express')?.removeAttribute('data-waits');
  }
}

// The wallet's sheet stays until it hears how it went.
async function take(agreed, pay) {
  const fail = () => agreed.paymentFailed({ reason: 'fail' });
  if (isBusy()) {
    fail();
    return;
  }
  quiet();
  work();
  let paid = false;
  try {
    paid = await pay(fail);
  } catch (failure) {
    explain(failure);
  }
  if (!paid) {
    rest();
    fail();
  }
}
