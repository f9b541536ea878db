import { begun } from './begin.js';
import type { Http } from './http.js';
import { clean } from './pay.js';
import { PaydeskProblem } from './problem.js';
import { stripeJs } from './stripe.js';
import type { CheckoutSession, Config, StartCheckoutSession } from './types.js';

/**
 * What a session is begun with. The payer comes back to this page, if no address is named; then
 * `session` in its address is the session's id.
 */
export type CheckoutOptions = Partial<StartCheckoutSession> & {
  /** Your server made it: it decides what is paid, and what that costs. */
  orderId: number;
  /** Of `embedded`: what Stripe's form is shown in. */
  element?: string | HTMLElement;
  /** Gives up what is not answered yet. */
  signal?: AbortSignal;
};

/** A session that was begun. */
export interface Checkout {
  /** As Paydesk answered it. */
  session: CheckoutSession;
  /**
   * Of `elements`: what `initCheckoutElementsSdk` of Stripe.js answers.
   *
   * @see https://docs.stripe.com/js/custom_checkout/init
   */
  sdk?: unknown;
  /** Of `embedded`: takes the form away. The session stays open. */
  unmount(): void;
}

const SESSION = 'session={CHECKOUT_SESSION_ID}';

export async function checkout(
  http: Http,
  config: () => Promise<Config>,
  options: CheckoutOptions,
): Promise<Checkout> {
  const { element, signal, ...asked } = options;
  const surface = asked.surface ?? 'hosted';
  if (surface === 'embedded' && !element) {
    throw new TypeError('checkout() needs an element to show the form in');
  }
  const back = surface === 'hosted' ? 'successUrl' : 'returnUrl';
  const body = { [back]: thisPage(), ...asked, surface };
  const session = await begun<CheckoutSession>(http, '/v1/checkout-sessions', body, signal);
  if (!session) {
    const detail = 'Stripe has not answered yet: ask again.';
    throw new PaydeskProblem({ title: 'No answer', detail });
  }
  const nothing = { session, unmount: () => {} };
  // It is over already: `settle` says how.
  if (!session.url && !session.clientSecret) return nothing;
  if (surface === 'hosted') {
    location.assign(session.url!);
    return nothing;
  }
  const stripe = await stripeJs(await config(), session.publishableKey!);
  const clientSecret = session.clientSecret!;
  if (surface === 'elements') {
    return { ...nothing, sdk: stripe.initCheckoutElementsSdk({ clientSecret }) };
  }
  const page = await stripe.createEmbeddedCheckoutPage({
    fetchClientSecret: async () => clientSecret,
  });
  page.mount(element!);
  return { session, unmount: () => page.destroy() };
}

/** Stripe replaces what is in braces, which an encoded address would not have. */
function thisPage(): string {
  const url = new URL(clean(location.href));
  url.searchParams.delete('session');
  url.hash = '';
  return url.href + (url.search ? '&' : '?') + SESSION;
}
