import { noAnswer, PaydeskError, refusalOf } from './problem.js';
import { growing, wait } from './wait.js';

const TRIES = 4;
const LONGEST_WAIT = 30;
/** A connection that hangs is given up, and the call sent again like any without an answer. */
const LONGEST_CALL = 60_000;
/** What is refused for now. A 500 may be our own fault, so it is not sent again by itself. */
const SOON = [429, 502, 503, 504];

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  query?: Readonly<Record<string, string | number | undefined>>;
  /** Of a write. With one the call is sent again, byte by byte the same, where no answer came. */
  idempotencyKey?: string | undefined;
  /** Whether it may be sent twice without a key. */
  repeatable?: boolean;
  /** Whether it is sent without a token. */
  open?: boolean;
  signal?: AbortSignal | undefined;
}

export interface Answer<T> {
  status: number;
  body: T;
}

/** Calls of the API, each sent again while it makes sense. */
export class Http {
  readonly #base: string;
  readonly #token: (refused?: string) => Promise<string>;

  /** `token(refused)`: another one than that is wanted. */
  constructor(base: string, token: (refused?: string) => Promise<string>) {
    this.#base = base.replace(/\/+$/, '');
    this.#token = token;
  }

  address(path: string, query: Call['query'] = {}): string {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    return this.#base + path + (given.length > 0 ? `?${search}` : '');
  }

  async body<T>(path: string, call: Call = {}): Promise<T> {
    return (await this.call<T>(path, call)).body;
  }

  async call<T>(path: string, call: Call = {}): Promise<Answer<T>> {
    const { method = 'GET', idempotencyKey, repeatable = method !== 'POST' } = call;
    const tries = repeatable || idempotencyKey ? TRIES : 1;
    let token = call.open ? undefined : await this.#token();
    let renewed = false;
    for (let failures = 0; ; failures++) {
      const response = await this.#send(path, method, call, token);
      if (response instanceof Response && response.ok) return answer<T>(response);
      if (response instanceof Response && response.status === 401 && token && !renewed) {
        const refused = token;
        token = await this.#token(refused);
        renewed = true;
        failures--;
        if (token !== refused) continue;
      }
      const refusal = response instanceof Response ? await refusalOf(response) : response;
      // The first one, whose answer was lost, is still at work.
      const isAtWork = refusal.is('idempotency-key-in-use');
      const again = refusal === response || isAtWork || SOON.includes(refusal.status);
      if (!again || failures + 1 >= tries) throw refusal;
      await wait(pause(response, failures), call.signal);
    }
  }

  async #send(path: string, method: string, call: Call, token: string | undefined) {
    const headers: Record<string, string> = {};
    if (token) headers['Authorization'] = `Bearer ${token}`;
    if (call.idempotencyKey) headers['Idempotency-Key'] = call.idempotencyKey;
    if (call.body !== undefined) headers['Content-Type'] = 'application/json';
    const limit = AbortSignal.timeout(LONGEST_CALL);
    try {
      return await fetch(this.address(path, call.query), {
        method,
        headers,
        // The token says who calls; a cookie of this site is none of Paydesk's business.
        credentials: 'omit',
        cache: 'no-store',
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
      });
    } catch (cause) {
      call.signal?.throwIfAborted();
      return noAnswer(cause);
    }
  }
}

async function answer<T>(response: Response): Promise<Answer<T>> {
  try {
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T };
  } catch (cause) {
    throw noAnswer(cause);
  }
}

/** A page of another site is not shown the header. */
function pause(response: Response | PaydeskError, failures: number): number {
  const after = response instanceof Response ? Number(response.headers.get('Retry-After')) : 0;
  return after > 0 ? Math.min(after, LONGEST_WAIT) * 1000 : growing(failures);
}
