import type { Stop } from './hub.js';

/** How it ends. */
export interface WatchOptions {
  /** Stops it, like the function that was answered. */
  signal?: AbortSignal;
  /** It has ended, as the same request would be refused again: mostly a `PaydeskProblem`. */
  onError?: (error: unknown) => void;
}

/** Stops it once, by the function or by the signal. */
export function stopping(stop: Stop, signal: AbortSignal | undefined): Stop {
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return () => {
    signal?.removeEventListener('abort', stop);
    stop();
  };
}
