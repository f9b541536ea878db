import type { Http } from './http.js';
import type { Stop } from './hub.js';
import { stopping, type WatchOptions } from './stopping.js';
import { Watching, type Watched } from './watching.js';

/** The whole order each time that something of it changes, and once at the beginning. */
export function watch(
  http: Http,
  orderId: number,
  onChange: (watched: Watched) => void,
  { signal, onError = () => {} }: WatchOptions = {},
): Stop {
  const all = watchings.get(http) ?? new Map<number, Watching>();
  watchings.set(http, all);
  const watching = all.get(orderId) ?? new Watching(http, orderId, () => all.delete(orderId));
  all.set(orderId, watching);
  return stopping(watching.join({ onChange, onError }), signal);
}

/** Whoever watches the same order shares what is read of it. */
const watchings = new WeakMap<Http, Map<number, Watching>>();
