// Takes the payment on Stripe's own page.
import { post } from './api.js';
import { isBusy, rest, work } from './button.js';
import { leave, wayBack } from './frame.js';
import { complain, explain, facts, on, quiet, renew } from './page.js';
import { settle } from './elements.js';

// Stripe's page does not speak all of our languages.
const SPOKEN = ['de', 'en', 'es', 'fr'];

export function takeOnStripesPage() {
  on('form', 'submit', async (submit) => {
    submit.preventDefault();
    if (isBusy()) {
      return;
    }
    quiet();
    work();
    try {
      await go();
    } catch (failure) {
      rest();
      if ([401, 404, 409].includes(failure.status)) {
        await renew().catch(() => {});
      }
      explain(failure);
    }
  });
}

// Who comes back with the browser's own button finds the page as they left it.
addEventListener('pageshow', (shown) => {
  if (shown.persisted && facts().state === 'payable' && facts().hosted === 'true') {
    rest();
    settle().catch(() => {});
  }
});

async function go() {
  const { order, back } = facts();
  const language = document.documentElement.lang;
  const session = await post('checkout-sessions', {
    orderId: Number(order),
    surface: 'hosted',
    successUrl: wayBack(back),
    cancelUrl: wayBack(`${back}?canceled=1`),
    ...(SPOKEN.includes(language) ? { locale: language } : {}),
  });
  if (session.url) {
    leave(session.url);
    return;
  }
  facts().payment = session.paymentId ?? '';
  facts().subscription = session.recurringPaymentId ?? '';
  await settle();
  rest();
  // Stripe has not answered, and nothing was charged: the next click goes on with what this one began.
  complain(facts().busy);
}
