import { PaydeskProblem } from './problem.js';
import type { Config } from './types.js';

// What is used of Stripe.js, in its own words: https://docs.stripe.com/js

export interface StripeError {
  type: string;
  code?: string;
  message?: string;
}

export interface StripeElement {
  mount(where: string | HTMLElement): void;
  destroy(): void;
}

export interface StripeElements {
  create(type: 'payment', options?: object): StripeElement;
}

interface Confirmation {
  elements: StripeElements;
  confirmParams: { return_url: string };
  redirect: 'if_required';
}

type Confirmed = Promise<{ error?: StripeError }>;

export interface StripeJs {
  elements(options: object): StripeElements;
  confirmPayment(how: Confirmation): Confirmed;
  confirmSetup(how: Confirmation): Confirmed;
  handleNextAction(of: { clientSecret: string }): Confirmed;
  createEmbeddedCheckoutPage(options: {
    fetchClientSecret: () => Promise<string>;
  }): Promise<StripeElement>;
  initCheckoutElementsSdk(options: object): unknown;
}

type Constructor = (publishableKey: string, options?: object) => StripeJs;

const loading = new Map<string, Promise<Constructor>>();

/** From where the service says, Stripe's own address in production. Once for each page. */
export function loaded({ stripeScript: src }: Config): Promise<Constructor> {
  const known = loading.get(src) ?? load(src);
  loading.set(src, known);
  known.catch(() => loading.delete(src));
  return known;
}

export const stripeJs = async (config: Config, publishableKey: string): Promise<StripeJs> =>
  (await loaded(config))(publishableKey);

function load(src: string): Promise<Constructor> {
  const known = () => (globalThis as { Stripe?: Constructor }).Stripe;
  return new Promise((resolve, reject) => {
    const failed = () => {
      script.remove();
      reject(new PaydeskProblem({ title: 'No answer', detail: 'Stripe.js could not be loaded.' }));
    };
    const script = document.createElement('script');
    const there = known();
    // One that the page has from elsewhere may be of another version, with other names.
    if (there && [...document.scripts].some((one) => one.src === src)) return resolve(there);
    script.src = src;
    script.onerror = failed;
    script.onload = () => {
      const stripe = known();
      if (stripe) resolve(stripe);
      else failed();
    };
    document.head.append(script);
  });
}
