const LONGEST = 30_000;

/** Twice as long for each failure before, and never in step with other clients. */
export const growing = (failures: number, first = 500) =>
  Math.min(LONGEST, first * 2 ** failures) * (0.5 + Math.random() / 2);

/** Rejects with the signal's reason once that is aborted. */
export function wait(millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, millis);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
