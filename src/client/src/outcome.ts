import type { Http } from './http.js';
import { mayPass } from './problem.js';
import type { CheckoutSession, Order, Payment, RecurringPayment } from './types.js';
import { growing, wait } from './wait.js';

/** `open`: the payer can pay, or try again. `unknown`: Stripe has not said yet, so watch it. */
export type OutcomeStatus =
  | 'paid'
  | 'processing'
  | 'authorized'
  | 'trialing'
  | 'open'
  | 'review'
  | 'canceled'
  | 'unknown';

/** What the server says. Nothing here rests on what the browser or its address believes. */
export interface Outcome {
  /** How the order stands for the payer. */
  status: OutcomeStatus;
  /** As Paydesk has it now. */
  order: Order;
  /** The last try to pay it, if there was one. */
  payment?: Payment;
  /** The subscription that it began, if it was for one. */
  recurringPayment?: RecurringPayment;
  /** For the payer: why the last try failed, in Stripe's words. */
  message?: string;
}

const BY_ORDER: Partial<Record<Order['status'], OutcomeStatus>> = {
  paid: 'paid',
  partially_refunded: 'paid',
  refunded: 'paid',
  review: 'review',
  canceled: 'canceled',
};

const BY_ROW: Partial<Record<Payment['status'] | RecurringPayment['status'], OutcomeStatus>> = {
  created: 'unknown',
  unknown: 'unknown',
  processing: 'processing',
  authorized: 'authorized',
  // The order follows in the same moment.
  succeeded: 'unknown',
  active: 'unknown',
  trialing: 'trialing',
};

/** Of a subscription whose first invoice was paid: a renewal was not. */
export const OWED: string[] = ['past_due', 'unpaid'];

const LONGEST_SILENCE = 6;

type Row = Payment | RecurringPayment;

export class Outcomes {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** As it is known now, without asking Stripe. */
  async now(orderId: number, signal?: AbortSignal): Promise<Outcome> {
    const order = await this.#http.body<Order>(`/v1/orders/${orderId}`, { signal });
    const of = order.priceId ? 'recurring-payments' : 'payments';
    const query = { orderId, limit: 1 };
    const { data } = await this.#http.body<{ data: Row[] }>(`/v1/${of}`, { query, signal });
    return outcome(order, data[0]);
  }

  /** Asks Stripe, and again while it does not answer. */
  async settled(orderId: number, signal?: AbortSignal): Promise<Outcome> {
    for (let tries = 0; ; tries++) {
      let seen = await this.now(orderId, signal);
      if (seen.status !== 'open' && seen.status !== 'unknown') return seen;
      const isKnown = await this.#refresh(seen, signal);
      seen = await this.now(orderId, signal);
      if (isKnown && seen.status !== 'unknown') return seen;
      if (tries === LONGEST_SILENCE) return isKnown ? seen : inDoubt(seen);
      await wait(growing(tries), signal);
    }
  }

  async session(sessionId: string, signal?: AbortSignal): Promise<Outcome> {
    const path = `/v1/checkout-sessions/${encodeURIComponent(sessionId)}`;
    const { orderId } = await this.#http.body<CheckoutSession>(path, { signal });
    return this.settled(orderId, signal);
  }

  /** Answers whether Stripe has said how it stands. */
  async #refresh(seen: Outcome, signal?: AbortSignal): Promise<boolean> {
    const path = seen.recurringPayment
      ? `/v1/recurring-payments/${seen.recurringPayment.id}/refresh`
      : seen.payment && `/v1/payments/${seen.payment.id}/refresh`;
    if (!path) return true;
    try {
      const { status } = await this.#http.call(path, { method: 'POST', repeatable: true, signal });
      return status !== 202;
    } catch (error) {
      // Somebody else asks at this moment: what they are told is there for us too.
      if (!mayPass(error)) throw error;
      return false;
    }
  }
}

function outcome(order: Order, row: Row | undefined): Outcome {
  const ordered = BY_ORDER[order.status];
  const isOwed = ordered === 'paid' && row && OWED.includes(row.status);
  // Until the payer has given a card, nobody has accepted the trial.
  const awaitsCard = row && 'awaitsPaymentMethod' in row && row.awaitsPaymentMethod;
  const known = ordered ?? (row && !awaitsCard ? BY_ROW[row.status] : undefined) ?? 'open';
  const status = isOwed ? 'open' : known;
  const message = status === 'open' ? row?.failure?.message : undefined;
  const seen: Outcome = { status, order };
  if (order.priceId && row) seen.recurringPayment = row as RecurringPayment;
  else if (row) seen.payment = row as Payment;
  if (message) seen.message = message;
  return seen;
}

/** The last try may have paid it: until Stripe has said, it is not open to another one. */
function inDoubt({ message, ...seen }: Outcome): Outcome {
  return seen.status === 'open' ? { ...seen, status: 'unknown' } : seen;
}
