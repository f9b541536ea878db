import type { Http } from './http.js';
import { PaydeskError } from './problem.js';
import type { Rows } from './types.js';
import { growing } from './wait.js';

export interface Scope {
  orderId?: number;
  paymentId?: number;
}

export interface StreamListener {
  /** A committed row. The last state of each comes, and no older one after it. */
  changed<K extends keyof Rows>(kind: K, row: Rows[K]): void;
  /** The stream could not go on where it was: what was known may not be true any more. */
  reset(): void;
  /** Whether changes are heard of now; `afresh`: what was before is not made up for. */
  live(live: boolean, afresh: boolean): void;
  /** It is over: the same request would be refused again. */
  failed(error: unknown): void;
}

const KINDS = ['payment', 'refund', 'recurring_payment'] as const;

/**
 * One connection after another, each opened by a ticket of its own, as EventSource sends no token.
 * None is held while nobody sees the page, as a browser has few of them.
 */
export class Stream {
  readonly #http: Http;
  readonly #scope: Scope;
  readonly #to: StreamListener;
  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0; // what was begun under an earlier number is over
  #failures = 0;
  #lastId = '';
  #open = true;

  constructor(http: Http, scope: Scope, to: StreamListener) {
    this.#http = http;
    this.#scope = scope;
    this.#to = to;
    document.addEventListener('visibilitychange', this.#attend);
    this.#attend();
  }

  close(): void {
    this.#open = false;
    document.removeEventListener('visibilitychange', this.#attend);
    this.#hangUp();
  }

  readonly #attend = () => {
    if (document.hidden) this.#hangUp();
    else if (!this.#source) void this.#connect();
  };

  #hangUp(): void {
    this.#attempt++;
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
    this.#to.live(false, false);
  }

  async #connect(): Promise<void> {
    this.#hangUp();
    const attempt = this.#attempt;
    try {
      const { ticket } = await this.#http.body<{ ticket: string }>('/v1/changes/tickets', {
        method: 'POST',
        body: this.#scope,
        repeatable: true,
      });
      if (attempt === this.#attempt) this.#listen(ticket);
    } catch (error) {
      if (attempt === this.#attempt) this.#refused(error);
    }
  }

  #listen(ticket: string): void {
    const query = { ...this.#scope, ticket, lastEventId: this.#lastId };
    const source = new EventSource(this.#http.address('/v1/changes', query));
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.#to.live(true, !this.#lastId);
    });
    // By itself it would come back with a ticket that is spent.
    source.addEventListener('error', () => this.#later(growing(this.#failures++)));
    for (const kind of KINDS) {
      source.addEventListener(kind, ({ data, lastEventId }) => {
        this.#lastId = lastEventId || this.#lastId;
        this.#to.changed(kind, JSON.parse(data) as Rows[typeof kind]);
      });
    }
    source.addEventListener('reset', () => {
      this.#lastId = '';
      this.#to.reset(); // the rows follow
    });
    source.addEventListener('end', ({ data }) => {
      const { reason } = JSON.parse(data) as { reason: string };
      this.#later(reason === 'token-expired' ? 0 : growing(this.#failures++, 2000));
    });
  }

  #refused(error: unknown): void {
    if (!(error instanceof PaydeskError) || error.retryable) {
      this.#later(growing(this.#failures++, 2000));
      return;
    }
    this.close();
    this.#to.failed(error);
  }

  #later(millis: number): void {
    this.#hangUp();
    if (this.#open && !document.hidden) {
      this.#timer = setTimeout(() => void this.#connect(), millis);
    }
  }
}
