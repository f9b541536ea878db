import { randomUUID } from 'node:crypto';
import { Http, type Answer, type Query } from './http.js';
import { PaydeskProblem } from './problem.js';
import type {
  CreateOrder,
  CreatePayLink,
  CreateRefund,
  Entitlement,
  Entitlements,
  Order,
  Payment,
  PayLink,
  Refund,
  UserToken,
} from './types.js';

/** Where Paydesk is, and who calls. */
export interface ServerOptions {
  /** Where Paydesk is. */
  baseUrl: string;
  /**
   * Of the role `service`; refunds need `admin`. It stays on the server. A function is asked for
   * each call, and told which one was refused.
   */
  key: string | ((refused?: string) => string | Promise<string>);
  /** How long one try may take, in milliseconds: a minute, if left out. */
  timeout?: number;
  /** How often a call is sent again where that is safe: three times, if left out. */
  maxRetries?: number;
}

/** Of a call that reads. */
export interface Reading {
  /** Gives the call up, and what it would try again. It rejects with the signal's reason then. */
  signal?: AbortSignal;
}

/** Of a call that writes. */
export interface Asked extends Reading {
  /**
   * The same for each try at one thing, such as your cart's. Else one is made for the call, and
   * kept over what it tries again; `idempotencyKey` of a `PaydeskProblem` is the one that was sent.
   */
  idempotencyKey?: string;
}

/** Which rows of a list, newest first. */
export interface Listing {
  /** Only of this payer. */
  userId?: string;
  /** The `next` of the page before. */
  after?: string;
  /** How many in a page: 20, if left out, and 100 at most. */
  limit?: number;
}

/** Which orders. */
export interface OrderQuery extends Listing {
  /** Only of this status. */
  status?: Order['status'];
}

/** Which payments. */
export interface PaymentQuery extends Listing {
  /** Only of this order. */
  orderId?: number;
  /** Only of this status. */
  status?: Payment['status'];
}

/** Which refunds. */
export interface RefundQuery extends Listing {
  /** Only of this order. */
  orderId?: number;
  /** Only of this payment. */
  paymentId?: number;
  /** Only of this status. */
  status?: Refund['status'];
}

/** A part of a list. */
export interface Page<T> {
  /** Newest first. */
  data: T[];
  /** What to send as `after` for the next page; there is none after the last. */
  next?: string;
}

/**
 * Paydesk for the shop's server. A call that nobody answered, or that was refused for now, is sent
 * again under the same key: nothing happens twice. What is refused for good is a `PaydeskProblem`.
 */
export class PaydeskServer {
  readonly #http: Http;

  /** Calls nobody yet. */
  constructor({ baseUrl, key, timeout, maxRetries }: ServerOptions) {
    const token = typeof key === 'function' ? key : () => key;
    this.#http = new Http(baseUrl, async (refused) => token(refused), { timeout, maxRetries });
  }

  /** What is sold. */
  readonly orders = {
    /** Makes an order: your server decides what it costs. */
    create: (order: CreateOrder, asked?: Asked) => this.post<Order>('/v1/orders', order, asked),
    /** As it is now. */
    get: (id: number, asked?: Reading) => this.get<Order>(`/v1/orders/${id}`, {}, asked),
    /** A page of them, newest first. */
    list: (query?: OrderQuery, asked?: Reading) => this.#list<Order>('/v1/orders', query, asked),
    /** All of them, newest first, read page by page: `for await (const order of orders.all())`. */
    all: (query?: OrderQuery, asked?: Reading) => this.#all<Order>('/v1/orders', query, asked),
    /** Where Stripe has not confirmed it yet, the order says so: `cancelRequestedAt`. */
    cancel: (id: number, asked?: Asked) =>
      this.post<Order>(`/v1/orders/${id}/cancel`, undefined, asked),
    /** The tries to pay it, newest first. */
    payments: (id: number, asked?: Reading) =>
      this.#list<Payment>('/v1/payments', { orderId: id }, asked),
    /** A link to the page where it is paid. It opens this order and nothing else. */
    payLink: (id: number, link: CreatePayLink = {}, asked?: Reading) =>
      this.#secret<PayLink>(`/v1/orders/${id}/pay-link`, link, asked),
    /** For the guest's browser: opens this order and nothing else. */
    guestToken: (id: number, expiresIn?: number, asked?: Reading) =>
      this.#secret<UserToken>(`/v1/orders/${id}/guest-tokens`, { expiresIn }, asked),
  };

  /** What was paid, and what was tried. */
  readonly payments = {
    /** As it is now. */
    get: (id: number, asked?: Reading) => this.get<Payment>(`/v1/payments/${id}`, {}, asked),
    /** A page of them, newest first. */
    list: (query?: PaymentQuery, asked?: Reading) =>
      this.#list<Payment>('/v1/payments', query, asked),
    /** All of them, newest first, read page by page. */
    all: (query?: PaymentQuery, asked?: Reading) =>
      this.#all<Payment>('/v1/payments', query, asked),
  };

  /** What goes back. */
  readonly refunds = {
    /**
     * Gives back all that is left of a payment, or `refundAmount` of it; by a key of the role
     * `admin`. Where Stripe has not answered yet, its `status` is `unknown`: it holds its amount,
     * and Paydesk asks again by itself.
     */
    create: (refund: CreateRefund, asked?: Asked) =>
      this.post<Refund>('/v1/refunds', refund, asked),
    /** As it is now. */
    get: (id: number, asked?: Reading) => this.get<Refund>(`/v1/refunds/${id}`, {}, asked),
    /** A page of them, newest first. */
    list: (query?: RefundQuery, asked?: Reading) =>
      this.#list<Refund>('/v1/refunds', query, asked),
    /** All of them, newest first, read page by page. */
    all: (query?: RefundQuery, asked?: Reading) => this.#all<Refund>('/v1/refunds', query, asked),
  };

  /** Those who pay. */
  readonly users = {
    /** For the payer's browser, once you know who they are; for `expiresIn` seconds. */
    token: (userId: string, expiresIn?: number, asked?: Reading) =>
      this.#secret<UserToken>(`${user(userId)}/tokens`, { expiresIn }, asked),
    /** A logout everywhere. */
    revokeTokens: (userId: string, asked?: Reading) => this.delete(`${user(userId)}/tokens`, asked),
    /** What they may use now, and until when. */
    entitlements: async (userId: string, asked?: Reading): Promise<Entitlement[]> =>
      (await this.get<Entitlements>(`${user(userId)}/entitlements`, {}, asked)).entitlements,
  };

  /** Any other call of the API. */
  get<T>(path: string, query: Query = {}, { signal }: Reading = {}): Promise<T> {
    return this.#http.body<T>(path, { query, signal });
  }

  /** Any other call of the API that writes. */
  async post<T>(path: string, body?: unknown, asked: Asked = {}): Promise<T> {
    return (await this.send<T>(path, body, asked)).body;
  }

  /** Any other call of the API that takes something away. */
  delete(path: string, { signal }: Reading = {}): Promise<void> {
    return this.#http.body(path, { method: 'DELETE', signal });
  }

  /** As `post`, with the status of its answer: 202 says that Stripe has not answered yet. */
  send<T>(path: string, body?: unknown, asked: Asked = {}): Promise<Answer<T>> {
    const { idempotencyKey = randomUUID(), signal } = asked;
    return this.#http.call<T>(path, { method: 'POST', body, idempotencyKey, signal });
  }

  #list<T>(path: string, query: object = {}, asked?: Reading): Promise<Page<T>> {
    return this.get<Page<T>>(path, { ...query }, asked);
  }

  async *#all<T>(path: string, query: Listing = {}, asked?: Reading): AsyncGenerator<T, void> {
    for (let after = query.after; ; ) {
      const { data, next } = await this.#list<T>(path, { limit: 100, ...query, after }, asked);
      yield* data;
      if (!next) return;
      after = next;
    }
  }

  /** A secret that nobody has received opens nothing, so another one may be asked for. */
  #secret<T>(path: string, body: object, { signal }: Reading = {}): Promise<T> {
    return this.#http.body(path, { method: 'POST', body, repeatable: true, signal });
  }
}

/** Paydesk for the shop's server: `paydeskServer({ baseUrl, key })`. */
export const paydeskServer = (options: ServerOptions): PaydeskServer => new PaydeskServer(options);

const user = (userId: string) => `/v1/users/${encodeURIComponent(userId)}`;

export { PaydeskProblem };
export { unwrap, type DeliveryHeaders, type UnwrapOptions } from './webhook.js';
export type { Answer, Query };
export type * from './types.js';
