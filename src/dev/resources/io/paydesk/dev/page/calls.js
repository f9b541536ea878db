// Every call is made as a real app, payer or admin makes it: over HTTP, with a token of their own.

const tokens = new Map();

// Who makes a call that is `part`'s in an app: the visitor may want to see what others are told.
let actor = (part) => part;
export const actAs = (choice) => (actor = choice);
export const actorOf = (part) => actor(part);

export async function call(part, method, path, body, more) {
  const who = actor(part);
  let response = await send(who, method, path, body, more);
  if (response.status === 401) {
    tokens.delete(who); // it has expired, or a restart made new keys
    response = await send(who, method, path, body, more);
  }
  return contentOf(response);
}

async function send(who, method, path, body, more) {
  if (!tokens.has(who)) tokens.set(who, await fetched(`/dev/token/${encodeURIComponent(who)}`));
  const Authorization = `Bearer ${tokens.get(who)}`;
  const headers = { Authorization, 'Content-Type': 'application/json', ...more };
  return fetch(path, { method, headers, body: JSON.stringify(body) });
}

/** What anyone may ask, without a token. */
export const fetched = async (address, how) => contentOf(await fetch(address, how));

async function contentOf(response) {
  const json = (response.headers.get('Content-Type') ?? '').includes('json');
  const content = json ? await response.json() : await response.text();
  if (response.ok) return content;
  const { status } = response;
  const { type, title = 'Refused', error = `HTTP status ${status}.`, detail = error } = content;
  // The same call, made again, would be answered alike; so it may not be where nobody answered.
  const final = status < 500 && status !== 401 && status !== 429;
  throw Object.assign(new Error(detail), { type, title, final });
}
