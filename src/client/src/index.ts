import { changes, type Change } from './changes.js';
import { checkout, type Checkout, type CheckoutOptions } from './checkout.js';
import { Http } from './http.js';
import type { Stop } from './hub.js';
import { Outcomes, type Outcome } from './outcome.js';
import { pay, type Paying, type PayOptions } from './pay.js';
import { PaydeskProblem } from './problem.js';
import type { WatchOptions } from './stopping.js';
import type { Scope } from './stream.js';
import { Tokens, type TokenSource } from './token.js';
import type { Config, Entitlement, Entitlements } from './types.js';
import { watch } from './watch.js';
import type { Watched } from './watching.js';

/** Where Paydesk is, and who calls. */
export interface Options {
  /** Where Paydesk is. Without it, where the page is. */
  baseUrl?: string;
  /** Of the payer, or of a guest's order: what your server was given for them. */
  token: TokenSource;
}

/** What a page can do. It believes what Paydesk says, and neither the browser nor an address. */
export interface Paydesk {
  /**
   * Tells the order, and all that belongs to it, at once and each time that something of it
   * changes. Answers a function that stops it.
   */
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

/** A client for one payer. Make one for a page: its watches share a connection. */
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

export { PaydeskProblem };
export type * from './types.js';
export type { Change, Stop, Watched, WatchOptions };
export type { Checkout, CheckoutOptions, Outcome, Paying, PayOptions, Scope };
export type { OutcomeStatus } from './outcome.js';
export type { Token, TokenSource } from './token.js';
