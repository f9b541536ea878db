// Sends one action until its outcome is known. Each try has the same Idempotency-Key, so it is done once.
import { Problem, send } from './api.js';

/** Milliseconds before each further try. */
const PAUSES = [500, 1000, 2000, 3000, 5000, 8000, 12000];

/** These say that a try was not heard. They say nothing about the tries before it. */
const UNHEARD = [401, 403, 408, 425];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Whether this answer leaves open whether it was done. */
function isOpen({ status, type }) {
  return status === 0 || status >= 500 || (status === 429 && type !== 'too-many-mails') || type === 'idempotency-key-in-use';
}

/**
 * @param lost whether an earlier try with this key may have been done
 * @param tell is called with 'lost' where no answer came, and with 'pending' where Stripe has not answered
 * @returns the last answer: its `status` is 202 where nobody knows yet
 * @throws Problem `isUnknown` says whether it may have been done all the same
 */
export async function carryOut({ method, path, body, key, lost = false }, tell) {
  const canRepeat = Boolean(key) || method === 'DELETE';
  let open = lost;
  for (let tries = 0; ; tries++) {
    const last = tries === PAUSES.length || !canRepeat;
    try {
      const answer = await send(method, path, { body, key });
      if (answer.status !== 202 || last || answer.body?.pendingUpdate) {
        return answer;
      }
      tell('pending');
    } catch (problem) {
      if (!(problem instanceof Problem)) {
        throw problem;
      }
      if (open && method === 'DELETE' && problem.status === 404) {
        return { status: 204, body: null };
      }
      if (last || !isOpen(problem)) {
        problem.isUnknown = isOpen(problem) || (open && UNHEARD.includes(problem.status));
        throw problem;
      }
      tell('lost');
    }
    open = true;
    await pause(PAUSES[tries]);
  }
}
