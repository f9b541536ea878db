// Confirms what Stripe's fields hold, and finds out what became of it where the answer is lost.
// https://docs.stripe.com/js/payment_intents/confirm_payment
import { facts, pause } from './page.js';

const SOON = 1_000;
const LATEST = 15_000;

// Stripe did not say what became of it.
const IN_DOUBT = ['api_connection_error', 'api_error'];

// Nobody has this link any more, or what it opened is gone.
const GONE = [401, 403, 404];

export const isInDoubt = ({ type }) => IN_DOUBT.includes(type);

// Why Stripe has refused; nothing where it has not. A call that breaks says as little as a lost answer.
export async function refusal({ stripe, elements, isPayment }) {
  const options = { elements, confirmParams: { return_url: facts().back }, redirect: 'if_required' };
  try {
    const { error } = await (isPayment ? stripe.confirmPayment(options) : stripe.confirmSetup(options));
    return error;
  } catch {
    return { type: IN_DOUBT[0] };
  }
}

// Money may have moved: until the server knows from Stripe, nobody pays again. False where it need not be known here,
// as the page shows something else by then, or the link opens nothing more.
export async function isKnown(asked, state = facts().state) {
  for (let wait = SOON; facts().state === state; wait = Math.min(wait * 2, LATEST)) {
    const status = await asked().catch((failure) => failure.status);
    if (status === 200 || GONE.includes(status)) {
      return status === 200;
    }
    await pause(wait);
  }
  return false;
}
