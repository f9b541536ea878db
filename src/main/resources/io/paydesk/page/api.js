// Asks the API for what the link's token opens. The token is in the page's own address, and goes nowhere else.
const token = location.pathname.split('/').pop();
const root = new URL('../v1/', location.href);

export class Refused extends Error {
  constructor(status, problem, wait) {
    super(problem.title ?? String(status));
    this.status = status;
    this.name = (problem.type ?? '').split(':').pop();
    this.wait = wait;
    // A payment or subscription that has begun all the same.
    this.begun = problem.paymentId ?? problem.recurringPaymentId;
  }
}

export async function post(path, body = {}) {
  return (await call(path, body)).read;
}

// Only what the answer is: 202 where Stripe has not said anything.
export async function ask(path) {
  return (await call(path, {})).status;
}

// Any other call; with a key the same one may be sent again.
export async function send(method, path, key = '') {
  const headers = key ? { 'idempotency-key': key } : {};
  return (await call(path, method === 'POST' ? {} : undefined, method, headers)).read;
}

async function call(path, body, method = 'POST', headers = {}) {
  const answer = await fetch(new URL(path, root), {
    method,
    headers: {
      ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json', 'paydesk-page': '1' },
    body: body && JSON.stringify(body),
    cache: 'no-store',
  });
  const read = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Refused(answer.status, read, Number(answer.headers.get('retry-after')) || 0);
  }
  return { status: answer.status, read };
}

// An address of the API, for what cannot send a header.
export function address(path) {
  return new URL(path, root);
}
