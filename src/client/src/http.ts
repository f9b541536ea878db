import { noAnswer, PaydeskProblem, refusalOf } from './problem.js';
import { growing, wait } from './wait.js';

/** Whoever is told to wait longer decides for themselves whether to. */
const LONGEST_WAIT = 30;

export interface HttpOptions {
  /** Of one try, in milliseconds. */
  timeout?: number | undefined;
  maxRetries?: number | undefined;
}

/** What goes behind the `?` of an address. */
export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  query?: Query;
  /** Of a write. With one the call is sent again, byte by byte the same, where no answer came. */
  idempotencyKey?: string | undefined;
  /** Whether it may be sent twice without a key. */
  repeatable?: boolean;
  /** Whether it is sent without a token. */
  open?: boolean;
  signal?: AbortSignal | undefined;
}

/** What Paydesk answered. */
export interface Answer<T> {
  /** Of HTTP, from 200 to 299. */
  status: number;
  /** What its JSON says. */
  body: T;
}

/** Calls of the API, each sent again while it makes sense. */
export class Http {
  readonly #base: string;
  readonly #token: (refused?: string) => Promise<string>;
  readonly #timeout: number;
  readonly #maxRetries: number;

  /** `token(refused)`: another one than that is wanted. */
  constructor(
    base: string,
    token: (refused?: string) => Promise<string>,
    { timeout = 60_000, maxRetries = 3 }: HttpOptions = {},
  ) {
    this.#base = base.replace(/\/+$/, '');
    this.#token = token;
    this.#timeout = timeout;
    this.#maxRetries = maxRetries;
  }

  address(path: string, query: Query = {}): string {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    return this.#base + path + (given.length > 0 ? `?${search}` : '');
  }

  async body<T>(path: string, call: Call = {}): Promise<T> {
    return (await this.call<T>(path, call)).body;
  }

  async call<T>(path: string, call: Call = {}): Promise<Answer<T>> {
    const { method = 'GET', idempotencyKey, repeatable = method !== 'POST' } = call;
    const retries = repeatable || idempotencyKey ? this.#maxRetries : 0;
    let token = call.open ? undefined : await this.#token();
    let renewed = false;
    for (let failures = 0; ; failures++) {
      const answer = await this.#send<T>(path, method, call, token);
      if (!(answer instanceof PaydeskProblem)) return answer;
      if (answer.status === 401 && token && !renewed) {
        const refused = token;
        token = await this.#token(refused);
        renewed = true;
        failures--;
        if (token !== refused) continue;
      }
      const { retryable, retryAfter = 0 } = answer;
      if (!retryable || failures >= retries || retryAfter > LONGEST_WAIT) {
        answer.idempotencyKey = idempotencyKey;
        throw answer;
      }
      await wait(retryAfter * 1000 + growing(failures), call.signal);
    }
  }

  async #send<T>(
    path: string,
    method: string,
    { body, query, idempotencyKey, signal }: Call,
    token: string | undefined,
  ): Promise<Answer<T> | PaydeskProblem> {
    const headers: Record<string, string> = {};
    if (token) headers['Authorization'] = `Bearer ${token}`;
    if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    signal?.throwIfAborted();
    // A connection that hangs is given up, and the call sent again like any without an answer.
    const over = new AbortController();
    const stop = () => over.abort();
    const late = setTimeout(stop, this.#timeout);
    signal?.addEventListener('abort', stop);
    try {
      const response = await fetch(this.address(path, query), {
        method,
        headers,
        // The token says who calls; a cookie of this site is none of Paydesk's business.
        credentials: 'omit',
        cache: 'no-store',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: over.signal,
      });
      if (!response.ok) return await refusalOf(response);
      const text = await response.text();
      return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
    } catch (cause) {
      signal?.throwIfAborted();
      return noAnswer(cause);
    } finally {
      clearTimeout(late);
      signal?.removeEventListener('abort', stop);
    }
  }
}
