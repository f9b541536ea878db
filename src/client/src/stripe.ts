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
export async function stripeJs(config: Config, publishableKey: string): Promise<StripeJs> {
  const { stripeScript: src } = config;
  let loaded = loading.get(src);
  if (!loaded) {
    loaded = load(src);
    loading.set(src, loaded);
    loaded.catch(() => loading.delete(src));
  }
  return (await loaded)(publishableKey);
}

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
