// Calls of the API, as the one who has signed in.
import { csrf, sessionEnded } from './session.js';

/** A call that was refused: `body` is the problem's, with a name in its type, and words for people. */
export class Problem extends Error {
  constructor(body) {
    super(body.detail ?? body.title);
    this.body = body;
    this.status = body.status;
    this.type = String(body.type ?? '').replace(/^.*:/, '');
  }
}

const UNSENT = {
  status: 0,
  title: 'No answer came',
  detail: 'The service was not reached, or its answer was lost. Check your connection, then try again.',
};

/** Give it to each attempt of one action, so that a double click or a retry does it once. */
export function newKey() {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-');
}

/**
 * @param path such as /v1/refunds
 * @param body sent as JSON; left out for none
 * @param key of newKey(), for what makes something
 * @param unattended whether the page asks by itself
 * @returns what the call answers, read; null for an empty answer
 * @throws Problem
 */
export async function call(method, path, options) {
  return (await send(method, path, options)).body;
}

/** The same, with the answer's status: after 202 nobody knows yet what comes of it. */
export async function send(method, path, { body, key, unattended = false, signal } = {}) {
  const headers = { Accept: 'application/json', 'X-Paydesk-Csrf': csrf };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (key) {
    headers['Idempotency-Key'] = key;
  }
  if (unattended) {
    headers['X-Paydesk-Unattended'] = '1';
  }
  let answer;
  let text;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      signal,
    });
    text = await answer.text();
  } catch (e) {
    if (signal?.aborted) {
      throw e;
    }
    throw new Problem(UNSENT);
  }
  let read = null;
  try {
    read = text ? JSON.parse(text) : null;
  } catch {
    if (answer.ok) {
      throw new Problem(UNSENT);
    }
    read = { status: answer.status, title: 'No answer', detail: 'The service did not answer. Try again.' };
  }
  if (answer.status === 401) {
    sessionEnded();
  }
  if (!answer.ok) {
    throw new Problem(read ?? { status: answer.status, title: 'Refused' });
  }
  return { status: answer.status, body: read };
}
