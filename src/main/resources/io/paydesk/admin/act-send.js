// Sends one action until its outcome is known. Each try has the same Idempotency-Key, so it is done once.
import { Problem, send } from './api.js';

/** Milliseconds before each further try. */
const PAUSES = [500, 1000, 2000, 3000, 5000, 8000, 12000];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Whether nobody knows yet if it was done: neither the caller nor, perhaps, the service. */
export function isUnknown(problem) {
  return (
    problem instanceof Problem &&
    (problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.type === 'idempotency-key-in-use')
  );
}

/**
 * @param tell is called with 'lost' where no answer came, and with 'pending' where Stripe has not answered
 * @returns the last answer: its `status` is 202 where nobody knows yet
 * @throws Problem
 */
export async function carryOut({ method, path, body, key }, tell) {
  for (let tries = 0; ; tries++) {
    const last = tries === PAUSES.length || !key;
    try {
      const answer = await send(method, path, { body, key });
      if (answer.status !== 202 || last || answer.body?.pendingUpdate) {
        return answer;
      }
      tell('pending');
    } catch (problem) {
      if (!isUnknown(problem) || problem.type === 'too-many-mails' || last) {
        throw problem;
      }
      tell('lost');
    }
    await pause(PAUSES[tries]);
  }
}
