import type { Http } from './http.js';
import { mayPass } from './problem.js';
import type { Rows } from './types.js';
import { growing } from './wait.js';

/** What is followed; all that the token may see, if nothing is named. */
export interface Scope {
  /** Only rows of this order. */
  orderId?: number;
  /** Only this payment and its refunds. */
  paymentId?: number;
}

export interface StreamListener {
  /** A committed row. The last state of each comes, and no older one after it. */
  changed<K extends keyof Rows>(kind: K, row: Rows[K]): void;
  /** What was known may not be true any more; of a named scope, the rows follow. */
  reset(rowsFollow: boolean): void;
  /** Whether changes are heard of now. */
  live(live: boolean): void;
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
  readonly #to: StreamListener;
  #scope: Scope;
  #source: EventSource | undefined;
  /** It takes the other one's place once it is open. */
  #next: EventSource | undefined;
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
    addEventListener('online', this.#online);
    addEventListener('offline', this.#offline);
    this.#attend();
  }

  close(): void {
    this.#open = false;
    document.removeEventListener('visibilitychange', this.#attend);
    removeEventListener('online', this.#online);
    removeEventListener('offline', this.#offline);
    this.#hangUp();
  }

  /** All that the token may see from now on. What was followed before is, without a gap. */
  widen(): void {
    this.#scope = {};
    // Whoever waits connects with it in the end.
    if (this.#source || this.#next) void this.#connect();
    else this.#attend();
  }

  readonly #attend = () => {
    if (document.hidden) this.#hangUp();
    else if (!this.#source) void this.#connect();
  };

  /** A connection of before may be dead, and a browser takes minutes to notice. */
  readonly #online = () => {
    this.#hangUp();
    this.#failures = 0;
    this.#attend();
  };

  /** The browser may be wrong, as Paydesk may be on this machine: so it is tried again. */
  readonly #offline = () => this.#later(growing(this.#failures++, 2000));

  #hangUp(): void {
    this.#attempt++;
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#next?.close();
    this.#source = this.#next = undefined;
    this.#to.live(false);
  }

  async #connect(): Promise<void> {
    const attempt = ++this.#attempt;
    clearTimeout(this.#timer);
    this.#next?.close();
    this.#next = undefined;
    const scope = this.#scope;
    try {
      const { ticket } = await this.#http.body<{ ticket: string }>('/v1/changes/tickets', {
        method: 'POST',
        body: scope,
        repeatable: true,
      });
      if (attempt === this.#attempt) this.#listen(ticket, scope);
    } catch (error) {
      if (attempt === this.#attempt) this.#refused(error);
    }
  }

  #listen(ticket: string, scope: Scope): void {
    const lastEventId = this.#lastId;
    const query = { ...scope, ticket, lastEventId };
    const source = new EventSource(this.#http.address('/v1/changes', query));
    this.#next = source;
    source.addEventListener('open', () => {
      this.#source?.close();
      this.#source = source;
      this.#next = undefined;
      this.#failures = 0;
      this.#to.live(true);
      if (!lastEventId) this.#to.reset(isNamed(scope));
    });
    // By itself it would come back with a ticket that is spent.
    source.addEventListener('error', () => this.#later(growing(this.#failures++)));
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        this.#lastId = event.lastEventId || this.#lastId;
        this.#to.changed(kind, JSON.parse(event.data) as Rows[typeof kind]);
      });
    }
    source.addEventListener('reset', () => {
      this.#lastId = '';
      this.#to.reset(isNamed(scope));
    });
    source.addEventListener('end', ({ data }) => {
      const { reason } = JSON.parse(data) as { reason: string };
      this.#later(reason === 'token-expired' ? 0 : growing(this.#failures++, 2000));
    });
  }

  #refused(error: unknown): void {
    if (mayPass(error)) {
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

const isNamed = ({ orderId, paymentId }: Scope) => (orderId ?? paymentId) !== undefined;
