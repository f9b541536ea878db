import { checkout, type Checkout, type CheckoutOptions } from './checkout.js';
import { Http } from './http.js';
import { Outcomes, type Outcome } from './outcome.js';
import { pay, type Paying, type PayOptions } from './pay.js';
import { PaydeskError } from './problem.js';
import type { Scope } from './stream.js';
import { Tokens, type TokenSource } from './token.js';
import type { Config, Entitlement, Entitlements } from './types.js';
import { changes, watch } from './watch.js';
import type { Change, Stop, Watched, WatchOptions } from './watch.js';

export interface Options {
  /** Where Paydesk is. Without it, where the page is. */
  baseUrl?: string;
  /** Of the payer, or of a guest's order: what your server was given for them. */
  token: TokenSource;
}

export interface Paydesk {
  /** Tells the order, and all that belongs to it, each time that something of it changes. */
  watch(
    of: { orderId: number },
    onChange: (watched: Watched) => void,
    options?: WatchOptions,
  ): Stop;
  /** Each row of the payer's, or of one order or payment, as it changes. */
  changes(of: Scope, onChange: (change: Change) => void, options?: WatchOptions): Stop;
  /** Shows Stripe's form for the order's payment or subscription; `confirm()` pays. */
  pay(where: string | HTMLElement | undefined, options: PayOptions): Promise<Paying>;
  /** Sends the payer to Stripe's page, or shows its form or fields in yours. */
  checkout(options: CheckoutOptions): Promise<Checkout>;
  /** What became of it, for the page that the payer comes back to: Stripe is asked. */
  settle(of: { orderId: number } | { sessionId: string }, signal?: AbortSignal): Promise<Outcome>;
  /** What the payer may use now and until when. The user is the token's, where it says. */
  entitlements(userId?: string, signal?: AbortSignal): Promise<Entitlement[]>;
  /** Publishable key and brand. */
  config(): Promise<Config>;
}

export function paydesk({ baseUrl = '', token }: Options): Paydesk {
  const tokens = new Tokens(token);
  const http = new Http(baseUrl, (refused) => tokens.bearer(refused));
  const outcomes = new Outcomes(http);
  let known: Promise<Config> | undefined;

  function config(): Promise<Config> {
    if (!known) {
      known = http.body<Config>('/v1/config', { open: true });
      known.catch(() => (known = undefined));
    }
    return known;
  }

  async function entitlements(userId?: string, signal?: AbortSignal): Promise<Entitlement[]> {
    const user = userId ?? (await tokens.userId());
    if (!user) throw new TypeError('Whose? The token does not say, so name the user');
    const path = `/v1/users/${encodeURIComponent(user)}/entitlements`;
    return (await http.body<Entitlements>(path, { signal })).entitlements;
  }

  return {
    watch: ({ orderId }, onChange, options) => watch(http, orderId, onChange, options),
    changes: (of, onChange, options) => changes(http, of, onChange, options),
    pay: (where, options) => pay(http, outcomes, config, where, options),
    checkout: (options) => checkout(http, config, options),
    settle: (of, signal) =>
      'orderId' in of
        ? outcomes.settled(of.orderId, signal)
        : outcomes.session(of.sessionId, signal),
    entitlements,
    config,
  };
}

export { PaydeskError };
export type * from './types.js';
export type { Change, Stop, Watched, WatchOptions };
export type { Checkout, CheckoutOptions, Outcome, Paying, PayOptions, Scope };
export type { OutcomeStatus } from './outcome.js';
export type { Token, TokenSource } from './token.js';
