import type { Http } from './http.js';
import { keyed } from './memory.js';
import { mayPass } from './problem.js';
import { growing, wait } from './wait.js';

const LONGEST_SILENCE = 8;

/**
 * Begins something at Stripe under one key, and asks again while Stripe does not answer.
 *
 * @returns what Paydesk knows; undefined where Stripe is silent for too long
 */
export function begun<T>(
  http: Http,
  path: string,
  body: object | undefined,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  return keyed(
    [path, body],
    async (idempotencyKey) => {
      for (let silences = 0; silences <= LONGEST_SILENCE; silences++) {
        if (silences) await wait(growing(silences), signal);
        const call = { method: 'POST' as const, body, idempotencyKey, signal };
        const { status, body: answer } = await http.call<T>(path, call);
        if (status !== 202) return answer;
      }
      return undefined;
    },
    mayPass,
  );
}
