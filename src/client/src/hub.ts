import type { Http } from './http.js';
import { safely } from './safely.js';
import { Stream, type Scope, type StreamListener } from './stream.js';
import type { Rows } from './types.js';

/** Ends what it was answered for. It may be called again, and does nothing then. */
export type Stop = () => void;

export interface Hearer extends StreamListener {
  readonly scope: Scope;
}

interface Joined {
  hearer: Hearer;
  /** Whether it has yet to read what it shows. */
  isNew: boolean;
}

const hubs = new WeakMap<Http, Hub>();

/** One stream for all of a page, as a browser has six connections to one host. */
export class Hub {
  readonly #http: Http;
  readonly #joined = new Set<Joined>();
  #stream: Stream | undefined;
  #scope: Scope = {};
  #live = false;
  #isTuning = false;

  private constructor(http: Http) {
    this.#http = http;
  }

  static of(http: Http): Hub {
    const hub = hubs.get(http) ?? new Hub(http);
    hubs.set(http, hub);
    return hub;
  }

  join(hearer: Hearer): Stop {
    const joined = { hearer, isNew: true };
    this.#joined.add(joined);
    this.#tune();
    return () => {
      if (!this.#joined.delete(joined) || this.#joined.size > 0) return;
      this.#stream?.close();
      this.#stream = undefined;
    };
  }

  /** All that join in one go are in the same stream from its beginning. */
  #tune(): void {
    if (this.#isTuning) return;
    this.#isTuning = true;
    queueMicrotask(() => {
      this.#isTuning = false;
      const scopes = [...this.#joined].map(({ hearer }) => hearer.scope);
      const [first] = scopes;
      if (!first) return;
      const scope = scopes.every((one) => isSame(one, first)) ? first : {};
      if (!this.#stream) {
        this.#scope = scope;
        this.#stream = new Stream(this.#http, scope, this.#listener());
      } else if (!isSame(this.#scope, scope) && !isSame(this.#scope, {})) {
        this.#scope = {};
        this.#stream.widen();
      }
      if (this.#live) this.#welcome();
    });
  }

  #listener(): StreamListener {
    return {
      changed: (kind, row) =>
        this.#tell(({ hearer }) => {
          if (isOf(hearer.scope, kind, row)) hearer.changed(kind, row);
        }),
      reset: (rowsFollow) =>
        this.#tell((one) => {
          one.isNew = false;
          one.hearer.reset(rowsFollow);
        }),
      live: (live) => {
        this.#live = live;
        this.#tell(({ hearer }) => hearer.live(live));
        if (live) this.#welcome();
      },
      failed: (error) => {
        const all = [...this.#joined];
        this.#joined.clear();
        this.#stream = undefined;
        all.forEach(({ hearer }) => safely(() => hearer.failed(error)));
      },
    };
  }

  /** Who has come since the stream began has not been told what there was before. */
  #welcome(): void {
    // A stream that begins afresh says so by itself right after this.
    queueMicrotask(() =>
      this.#tell((one) => {
        if (!one.isNew || !this.#live) return;
        one.isNew = false;
        one.hearer.live(true);
        one.hearer.reset(false);
      }),
    );
  }

  /** Each of them, whatever another one does; it may have left meanwhile. */
  #tell(what: (joined: Joined) => void): void {
    for (const joined of [...this.#joined]) {
      if (this.#joined.has(joined)) safely(() => what(joined));
    }
  }
}

const isSame = (one: Scope, other: Scope) =>
  one.orderId === other.orderId && one.paymentId === other.paymentId;

function isOf<K extends keyof Rows>({ orderId, paymentId }: Scope, kind: K, row: Rows[K]): boolean {
  const itsPayment = kind === 'payment' ? row.id : 'paymentId' in row ? row.paymentId : undefined;
  return (
    (orderId === undefined || row.orderId === orderId) &&
    (paymentId === undefined || itsPayment === paymentId)
  );
}
