import type { Http } from './http.js';
import { keyed } from './memory.js';
import { clean } from './pay.js';
import { PaydeskError } from './problem.js';
import { stripeJs } from './stripe.js';
import type { CheckoutSession, Config, StartCheckoutSession } from './types.js';
import { growing, wait } from './wait.js';

/** The payer comes back to this page, if left out; `session` in its address is the session's id. */
export type CheckoutOptions = Partial<StartCheckoutSession> & {
  /** Your server made it: it decides what is paid, and what that costs. */
  orderId: number;
  /** Of `embedded`: what Stripe's form is shown in. */
  element?: string | HTMLElement;
  signal?: AbortSignal;
};

export interface Checkout {
  session: CheckoutSession;
  /** Of `elements`: what `initCheckoutElementsSdk` of Stripe.js answers. */
  sdk?: unknown;
  /** Of `embedded`: takes the form away. The session stays open. */
  unmount(): void;
}

const LONGEST_SILENCE = 8;
const SESSION = 'session={CHECKOUT_SESSION_ID}';

export async function checkout(
  http: Http,
  config: () => Promise<Config>,
  options: CheckoutOptions,
): Promise<Checkout> {
  const { element, signal, ...asked } = options;
  const surface = asked.surface ?? 'hosted';
  const back = surface === 'hosted' ? 'successUrl' : 'returnUrl';
  const session = await begin(http, { [back]: thisPage(), ...asked, surface }, signal);
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
  if (!element) throw new TypeError('checkout() needs an element to show the form in');
  const page = await stripe.createEmbeddedCheckoutPage({
    fetchClientSecret: async () => clientSecret,
  });
  page.mount(element);
  return { session, unmount: () => page.destroy() };
}

function begin(
  http: Http,
  body: StartCheckoutSession,
  signal: AbortSignal | undefined,
): Promise<CheckoutSession> {
  const path = '/v1/checkout-sessions';
  return keyed(
    [path, body],
    async (idempotencyKey) => {
      for (let silences = 0; ; silences++) {
        const call = { method: 'POST' as const, body, idempotencyKey, signal };
        const { status, body: session } = await http.call<CheckoutSession>(path, call);
        if (status !== 202) return session;
        if (silences === LONGEST_SILENCE) throw silence();
        await wait(growing(silences), signal);
      }
    },
    (error) => !(error instanceof PaydeskError) || error.retryable,
  );
}

const silence = () =>
  new PaydeskError({ title: 'No answer', detail: 'Stripe has not answered yet: ask again.' });

/** Stripe replaces what is in braces, which an encoded address would not have. */
function thisPage(): string {
  const url = new URL(clean(location.href));
  url.searchParams.delete('session');
  url.hash = '';
  return url.href + (url.search ? '&' : '?') + SESSION;
}
