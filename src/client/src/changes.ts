import type { Http } from './http.js';
import { Hub, type Stop } from './hub.js';
import { mayPass } from './problem.js';
import { stopping, type WatchOptions } from './stopping.js';
import type { Scope } from './stream.js';
import type { Rows } from './types.js';

/** A row that has changed, by its `kind`; or word that more may have. */
export type Change =
  | {
      [K in keyof Rows]: {
        /** What has changed. */
        kind: K;
        /** As it is now. */
        row: Rows[K];
      };
    }[keyof Rows]
  | {
      /** At the beginning, and when what was known may not be true any more: read what you show. */
      kind: 'reset';
    };

const ignored = () => {};

/** Every row of the scope as it changes. */
export function changes(
  http: Http,
  scope: Scope,
  onChange: (change: Change) => void,
  { signal, onError = ignored }: WatchOptions = {},
): Stop {
  const over = new AbortController();
  const leave = Hub.of(http).join({
    scope,
    changed: (kind, row) => onChange({ kind, row } as Change),
    reset: () => onChange({ kind: 'reset' }),
    live: ignored,
    failed: fail,
  });
  // The stream may be wider, and says nothing of a scope that does not exist.
  const { orderId, paymentId } = scope;
  for (const [kind, id] of Object.entries({ orders: orderId, payments: paymentId })) {
    if (id === undefined) continue;
    const asked = http.body(`/v1/${kind}/${id}`, { signal: over.signal });
    asked.catch((error: unknown) => mayPass(error) || fail(error));
  }
  return stopping(stop, signal);

  function stop(): void {
    over.abort();
    leave();
  }

  function fail(error: unknown): void {
    if (over.signal.aborted) return;
    stop();
    onError(error);
  }
}
