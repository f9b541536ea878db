import type { Http } from './http.js';
import { PaydeskError } from './problem.js';
import { Stream, type Scope } from './stream.js';
import type { Order, Payment, RecurringPayment, Refund, Rows } from './types.js';
import { growing } from './wait.js';

/** An order and all that belongs to it, as the server has it. */
export interface Watched {
  order: Order;
  /** Newest first, like the next two. */
  payments: Payment[];
  refunds: Refund[];
  recurringPayments: RecurringPayment[];
  /** Whether each change is heard of at once. After a lost connection nothing is missed. */
  live: boolean;
}

export type Change =
  | { [K in keyof Rows]: { kind: K; row: Rows[K] } }[keyof Rows]
  /** At the beginning, and when what was known may not be true any more: read what you show. */
  | { kind: 'reset' };

export interface WatchOptions {
  signal?: AbortSignal;
  /** It has ended, as the same request would be refused again. */
  onError?: (error: unknown) => void;
}

export type Stop = () => void;

interface Hearer {
  onChange: (change: Change) => void;
  onError?: ((error: unknown) => void) | undefined;
  /** Whether it has yet to read what it shows. */
  isNew: boolean;
}

/** One stream of each scope, however many listen: a browser has few connections to one host. */
class Shared {
  readonly #hearers = new Set<Hearer>();
  readonly #stream: Stream;
  readonly #left: () => void;
  #live = false;

  constructor(http: Http, scope: Scope, left: () => void) {
    this.#left = left;
    this.#stream = new Stream(http, scope, {
      changed: (kind, row) => this.#tell({ kind, row } as Change),
      reset: () => this.#tell({ kind: 'reset' }),
      live: (live, afresh) => {
        this.#live = live;
        if (live) [...this.#hearers].forEach((one) => (afresh || one.isNew) && this.#reset(one));
      },
      failed: (error) => {
        left();
        for (const { onError } of [...this.#hearers]) onError?.(error);
      },
    });
  }

  join(hearer: Hearer): Stop {
    this.#hearers.add(hearer);
    if (this.#live) queueMicrotask(() => hearer.isNew && this.#reset(hearer));
    return () => {
      if (!this.#hearers.delete(hearer) || this.#hearers.size > 0) return;
      this.#left();
      this.#stream.close();
    };
  }

  #reset(hearer: Hearer): void {
    hearer.isNew = false;
    this.#tellOne(hearer, { kind: 'reset' });
  }

  #tell(change: Change): void {
    [...this.#hearers].forEach((hearer) => this.#tellOne(hearer, change));
  }

  /** It may have left meanwhile. */
  #tellOne(hearer: Hearer, change: Change): void {
    if (this.#hearers.has(hearer)) hearer.onChange(change);
  }
}

const streams = new WeakMap<Http, Map<string, Shared>>();

/** Every row of the scope as it changes. */
export function changes(
  http: Http,
  scope: Scope,
  onChange: (change: Change) => void,
  { signal, onError }: WatchOptions = {},
): Stop {
  const name = `${scope.orderId} ${scope.paymentId}`;
  const all = streams.get(http) ?? new Map<string, Shared>();
  streams.set(http, all);
  const shared = all.get(name) ?? begin();
  return stopping(shared.join({ onChange, onError, isNew: true }), signal);

  function begin(): Shared {
    const begun: Shared = new Shared(http, scope, () => {
      if (all.get(name) === begun) all.delete(name);
    });
    all.set(name, begun);
    return begun;
  }
}

/** The whole order each time that something of it changes, and once at the beginning. */
export function watch(
  http: Http,
  orderId: number,
  onChange: (watched: Watched) => void,
  { signal, onError }: WatchOptions = {},
): Stop {
  const watching = new Watching(http, orderId, onChange, onError ?? (() => {}));
  return stopping(() => watching.stop(), signal);
}

function stopping(stop: Stop, signal: AbortSignal | undefined): Stop {
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return () => {
    signal?.removeEventListener('abort', stop);
    stop();
  };
}

class Watching {
  readonly #http: Http;
  readonly #orderId: number;
  readonly #onChange: (watched: Watched) => void;
  readonly #onError: (error: unknown) => void;
  readonly #stream: Stream;
  readonly #over = new AbortController();
  #order: Order | undefined;
  readonly #rows = {
    payment: new Kept<Payment>(),
    refund: new Kept<Refund>(),
    recurring_payment: new Kept<RecurringPayment>(),
  };
  #live = false;
  #reading = false;
  #stale = false;
  #failures = 0;

  constructor(
    http: Http,
    orderId: number,
    onChange: (watched: Watched) => void,
    onError: (error: unknown) => void,
  ) {
    this.#http = http;
    this.#orderId = orderId;
    this.#onChange = onChange;
    this.#onError = onError;
    this.#stream = new Stream(http, { orderId }, {
      changed: (kind, row) => {
        // Renewals are orders of their own.
        if (row.orderId !== orderId) return;
        (this.#rows[kind] as Kept<typeof row>).keep(row);
        void this.#read();
      },
      reset: () => {
        Object.values(this.#rows).forEach((rows) => rows.clear());
        this.#order = undefined;
        void this.#read();
      },
      live: (live) => {
        if (live === this.#live) return;
        this.#live = live;
        if (live) void this.#read();
        else this.#tell();
      },
      failed: (error) => this.#fail(error),
    });
    void this.#read();
  }

  stop(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#stream.close();
  }

  /** An order is not streamed: it changes together with its payments, and is read then. */
  async #read(): Promise<void> {
    this.#stale = true;
    if (this.#reading) return;
    this.#reading = true;
    const { signal } = this.#over;
    try {
      while (this.#stale && !signal.aborted) {
        this.#stale = false;
        const order = await this.#http.body<Order>(`/v1/orders/${this.#orderId}`, { signal });
        this.#failures = 0;
        if (order.version >= (this.#order?.version ?? 0)) this.#order = order;
        this.#tell();
      }
    } catch (error) {
      if (!signal.aborted) this.#missed(error);
    } finally {
      this.#reading = false;
    }
  }

  #missed(error: unknown): void {
    if (error instanceof PaydeskError && !error.retryable) this.#fail(error);
    else setTimeout(() => void this.#read(), growing(this.#failures++, 2000));
  }

  #fail(error: unknown): void {
    if (this.#over.signal.aborted) return;
    this.stop();
    this.#onError(error);
  }

  #tell(): void {
    if (!this.#order || this.#over.signal.aborted) return;
    this.#onChange({
      order: this.#order,
      payments: this.#rows.payment.all(),
      refunds: this.#rows.refund.all(),
      recurringPayments: this.#rows.recurring_payment.all(),
      live: this.#live,
    });
  }
}

/** Of each row the newest that was seen. */
class Kept<T extends { id: number; version: number }> {
  readonly #rows = new Map<number, T>();

  keep(row: T): void {
    if (row.version >= (this.#rows.get(row.id)?.version ?? 0)) this.#rows.set(row.id, row);
  }

  clear(): void {
    this.#rows.clear();
  }

  all(): T[] {
    return [...this.#rows.values()].sort((one, other) => other.id - one.id);
  }
}
