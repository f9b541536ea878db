import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { Http, type Answer, type Call } from './http.js';
import { PaydeskError } from './problem.js';
import type { CreateOrder, Delivery, Entitlements, Order, Payment, UserToken } from './types.js';

export interface ServerOptions {
  /** Where Paydesk is. */
  baseUrl: string;
  /** Of the role `service`. It stays on the server. */
  key: string;
}

export interface Asked {
  /** The same for each try at one thing, such as your cart's. Else one is made for the call. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface OrderQuery {
  userId?: string;
  status?: Order['status'];
  after?: string;
  limit?: number;
}

export interface Page<T> {
  data: T[];
  /** What to send as `after` for the next page; there is none after the last. */
  next?: string;
}

/**
 * Paydesk for the shop's server. A call that nobody answered, or that was refused for now, is sent
 * again under the same key: nothing happens twice.
 */
export class PaydeskServer {
  readonly #http: Http;

  constructor({ baseUrl, key }: ServerOptions) {
    this.#http = new Http(baseUrl, async () => key);
  }

  readonly orders = {
    create: (order: CreateOrder, asked?: Asked) => this.post<Order>('/v1/orders', order, asked),
    get: (id: number) => this.get<Order>(`/v1/orders/${id}`),
    list: (query: OrderQuery = {}) => this.get<Page<Order>>('/v1/orders', { ...query }),
    /** Where Stripe has not confirmed it yet, the order says so: `cancelRequestedAt`. */
    cancel: (id: number, asked?: Asked) =>
      this.post<Order>(`/v1/orders/${id}/cancel`, undefined, asked),
    payments: (id: number) => this.get<Page<Payment>>('/v1/payments', { orderId: id }),
    /** For the guest's browser: opens this order and nothing else. */
    guestToken: (id: number, expiresIn?: number) =>
      this.#token(`/v1/orders/${id}/guest-tokens`, expiresIn),
  };

  readonly users = {
    /** For the payer's browser, once you know who they are. */
    token: (userId: string, expiresIn?: number) => this.#token(`${user(userId)}/tokens`, expiresIn),
    /** A logout everywhere. */
    revokeTokens: (userId: string) => this.#delete(`${user(userId)}/tokens`),
    entitlements: async (userId: string) =>
      (await this.get<Entitlements>(`${user(userId)}/entitlements`)).entitlements,
  };

  /** Any other call of the API. */
  get<T>(path: string, query?: Call['query']): Promise<T> {
    return this.#http.body<T>(path, query ? { query } : {});
  }

  /** Any other call of the API that writes. */
  async post<T>(path: string, body?: unknown, asked: Asked = {}): Promise<T> {
    return (await this.send<T>(path, body, asked)).body;
  }

  /** The same with its status: 202 says that Stripe has not answered yet. */
  send<T>(path: string, body?: unknown, asked: Asked = {}): Promise<Answer<T>> {
    const { idempotencyKey = randomUUID(), signal } = asked;
    return this.#http.call<T>(path, { method: 'POST', body, idempotencyKey, signal });
  }

  /** A token that nobody has received opens nothing, so another one may be asked for. */
  #token(path: string, expiresIn: number | undefined): Promise<UserToken> {
    const body = expiresIn === undefined ? {} : { expiresIn };
    return this.#http.body(path, { method: 'POST', body, repeatable: true });
  }

  #delete(path: string): Promise<void> {
    return this.#http.body(path, { method: 'DELETE' });
  }
}

export const paydeskServer = (options: ServerOptions) => new PaydeskServer(options);

const user = (userId: string) => `/v1/users/${encodeURIComponent(userId)}`;

/** As Node and frameworks have them, in any case, or of the Fetch standard. */
export type DeliveryHeaders = Headers | Readonly<Record<string, string | string[] | undefined>>;

const TOLERATED_SECONDS = 300;

/**
 * What Paydesk tells your address. It is from whoever has the secret, unchanged, and of the last
 * five minutes, or this throws. Act once for each `id`.
 *
 * @param body as it came, byte by byte
 * @param secret `whsec_...`
 * @see https://www.standardwebhooks.com
 */
export function unwrap(
  body: string | Uint8Array,
  headers: DeliveryHeaders,
  secret: string,
): Delivery & { id: string } {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (key.length === 0) throw new TypeError('The secret is missing');
  if (!id || !/^\d{1,12}$/.test(timestamp) || !signatures) throw notSigned('A header is missing.');
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERATED_SECONDS) {
    throw notSigned('It is not of the last five minutes: compare the clocks.');
  }
  const own = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const isOurs = signatures.split(' ').some((signature) => {
    const [version, encoded = ''] = signature.split(',');
    const theirs = Buffer.from(encoded, 'base64');
    return version === 'v1' && theirs.length === own.length && timingSafeEqual(theirs, own);
  });
  if (!isOurs) throw notSigned('Its signature is of another secret, or of another body.');
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  return { ...(JSON.parse(text) as Delivery), id };
}

function header(headers: DeliveryHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  for (const [key, value] of Object.entries(headers)) {
    if (key.toLowerCase() === name) return String(value ?? '');
  }
  return '';
}

const notSigned = (detail: string) =>
  new PaydeskError({ title: 'The delivery is not signed', detail, status: 400 });

export { PaydeskError };
export type * from './types.js';
