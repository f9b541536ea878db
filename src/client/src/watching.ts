import type { Http, Query } from './http.js';
import { Hub, type Stop } from './hub.js';
import { mayPass, PaydeskProblem } from './problem.js';
import { safely } from './safely.js';
import type { Order, Payment, RecurringPayment, Refund, Rows } from './types.js';
import { growing } from './wait.js';

/** An order and all that belongs to it, as the server has it. */
export interface Watched {
  /** Its `status` says whether it is paid. */
  order: Order;
  /** Newest first, like the next two. */
  payments: Payment[];
  /** Of all its payments. */
  refunds: Refund[];
  /** The subscription that was ordered, if one was. */
  recurringPayments: RecurringPayment[];
  /** Whether each change is heard of at once. After a lost connection nothing is missed. */
  live: boolean;
}

export interface Watcher {
  onChange: (watched: Watched) => void;
  onError: (error: unknown) => void;
}

/** An order as it is read, and read again, for all of a page that watch it. */
export class Watching {
  readonly #http: Http;
  readonly #orderId: number;
  readonly #left: () => void;
  readonly #leave: Stop;
  readonly #watchers = new Set<Watcher>();
  readonly #over = new AbortController();
  #order: Order | undefined;
  readonly #rows = {
    payment: new Kept<Payment>(),
    refund: new Kept<Refund>(),
    recurring_payment: new Kept<RecurringPayment>(),
  };
  #live = false;
  #reading = false;
  #isStale = false;
  #areRowsStale = false;
  /** What was asked for before the last reset is not kept. */
  #resets = 0;
  #failures = 0;

  constructor(http: Http, orderId: number, left: () => void) {
    this.#http = http;
    this.#orderId = orderId;
    this.#left = left;
    this.#leave = Hub.of(http).join({
      scope: { orderId },
      changed: (kind, row) => {
        (this.#rows[kind] as Kept<typeof row>).keep(row);
        void this.#read();
      },
      reset: (rowsFollow) => {
        Object.values(this.#rows).forEach((rows) => rows.clear());
        this.#order = undefined;
        this.#resets++;
        this.#areRowsStale = !rowsFollow;
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

  join(watcher: Watcher): Stop {
    this.#watchers.add(watcher);
    // It is told like the others, never before it has what `watch` answers.
    if (this.#order) queueMicrotask(() => this.#tell([watcher]));
    return () => {
      if (this.#watchers.delete(watcher) && this.#watchers.size === 0) this.#stop();
    };
  }

  #stop(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#leave();
    this.#left();
  }

  /** An order is not streamed: it changes together with its payments, and is read then. */
  async #read(): Promise<void> {
    this.#isStale = true;
    if (this.#reading) return;
    this.#reading = true;
    const { signal } = this.#over;
    try {
      while (this.#isStale && !signal.aborted) {
        this.#isStale = false;
        const resets = this.#resets;
        const order = await this.#http.body<Order>(`/v1/orders/${this.#orderId}`, { signal });
        if (this.#areRowsStale) await this.#readRows(order, signal);
        this.#failures = 0;
        if (resets !== this.#resets) continue;
        if (order.version >= (this.#order?.version ?? 0)) this.#order = order;
        this.#tell();
      }
    } catch (error) {
      if (!signal.aborted) this.#missed(error);
    } finally {
      this.#reading = false;
    }
  }

  /** What a stream of more than this order does not begin with. */
  async #readRows({ priceId }: Order, signal: AbortSignal): Promise<void> {
    this.#areRowsStale = false;
    const kinds = ['payment', 'refund', 'recurring_payment'] as const;
    try {
      await Promise.all(kinds.slice(0, priceId ? 3 : 2).map((kind) => this.#list(kind, signal)));
    } catch (error) {
      this.#areRowsStale = true;
      throw error;
    }
  }

  async #list<K extends keyof Rows>(kind: K, signal: AbortSignal): Promise<void> {
    const kept = this.#rows[kind] as unknown as Kept<Rows[K]>;
    const path = `/v1/${kind.replace('_', '-')}s`;
    const resets = this.#resets;
    let after: string | undefined = '';
    do {
      const query: Query = { orderId: this.#orderId, limit: 100, after };
      const asked = this.#http.body<List<Rows[K]>>(path, { query, signal });
      const { data, next }: List<Rows[K]> = await asked.catch(none<Rows[K]>);
      if (resets !== this.#resets) return;
      data.forEach((row) => kept.keep(row));
      after = next;
    } while (after);
  }

  #missed(error: unknown): void {
    if (mayPass(error)) setTimeout(() => void this.#read(), growing(this.#failures++, 2000));
    else this.#fail(error);
  }

  #fail(error: unknown): void {
    if (this.#over.signal.aborted) return;
    const all = [...this.#watchers];
    this.#watchers.clear();
    this.#stop();
    all.forEach(({ onError }) => safely(() => onError(error)));
  }

  #tell(watchers: Iterable<Watcher> = [...this.#watchers]): void {
    if (!this.#order || this.#over.signal.aborted) return;
    const watched = {
      order: this.#order,
      payments: this.#rows.payment.all(),
      refunds: this.#rows.refund.all(),
      recurringPayments: this.#rows.recurring_payment.all(),
      live: this.#live,
    };
    for (const watcher of watchers) {
      if (this.#watchers.has(watcher)) safely(() => watcher.onChange({ ...watched }));
    }
  }
}

interface List<T> {
  data: T[];
  next?: string;
}

/** A guest's token reads no list of refunds, and gets them by the stream. */
function none<T>(error: unknown): List<T> {
  if (error instanceof PaydeskProblem && error.is('outside-the-order')) return { data: [] };
  throw error;
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
