// What @paydesk/client/server does where the network, Paydesk or a sender of deliveries is not as it should be.
import { createHmac } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PaydeskProblem, paydeskServer, unwrap, type ServerOptions } from '@paydesk/client/server';

const said = (line: string) => console.log(line);
const order = { userId: 'pia', price: '1.00', currency: 'usd' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** One that answers the first requests in these ways, and the others well. */
async function broken(ways: RequestListener[], options: Partial<ServerOptions> = {}) {
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key'] as string | undefined);
    const way = ways[keys.length - 1];
    if (way) way(request, response);
    else response.writeHead(200, JSON_TYPE).end('{"id": 7}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const paydesk = paydeskServer({ baseUrl: `http://127.0.0.1:${port}`, key: 'pdk_1', ...options });
  return { paydesk, keys, end: () => (server.close(), server.closeAllConnections()) };
}

const answers = (status: number, headers = {}, body = '{}'): RequestListener =>
  (_, response) => response.writeHead(status, { ...JSON_TYPE, ...headers }).end(body);
const hangs: RequestListener = () => {};
const cut: RequestListener = (_, response) => {
  response.writeHead(200, { ...JSON_TYPE, 'content-length': 99 }).write('{"id":');
  response.socket?.destroy();
};
const html: RequestListener = (_, response) =>
  response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');

async function problemOf(call: Promise<unknown>): Promise<PaydeskProblem> {
  const thrown = await call.then(() => undefined, (e: unknown) => e);
  if (thrown instanceof PaydeskProblem) return thrown;
  throw thrown;
}

async function retried(name: string, ways: RequestListener[], options: Partial<ServerOptions> = {}) {
  const { paydesk, keys, end } = await broken(ways, options);
  const { id } = await paydesk.orders.create(order);
  said(`${name}: ${id} after ${keys.length} under ${new Set(keys).size}`);
  end();
}

await retried('a 500', [answers(500)]);
await retried('a gateway of somebody else', [html]);
await retried('an answer that is cut off', [cut]);
await retried('an answer that is none', [answers(200, {}, '<html>')]);
await retried('silence', [hangs], { timeout: 200 });
await retried('a date to wait for', [answers(429, { 'retry-after': new Date(Date.now() + 900).toUTCString() })]);

const long = await broken([answers(429, { 'retry-after': '120' }, '{"type": "urn:paydesk:problem:too-many", "title": "Slow down", "detail": "Wait"}')]);
const told = await problemOf(long.paydesk.orders.create(order));
said(`a long wait: ${told.name} ${told.is('too-many')} ${told.detail} ${told.retryAfter} ${told.retryable} ${long.keys.length} ${told.idempotencyKey === long.keys[0]}`);
long.end();

const once = await broken([answers(503)], { maxRetries: 0 });
said(`no retries: ${(await problemOf(once.paydesk.orders.create(order))).status} ${once.keys.length}`);
once.end();

const refused = await broken([answers(422), answers(422)]);
said(`a refusal: ${(await problemOf(refused.paydesk.orders.get(1))).retryable} ${refused.keys.length}`);
refused.end();

const nobody = paydeskServer({ baseUrl: 'http://127.0.0.1:1', key: 'pdk_1', maxRetries: 0 });
const gone = await problemOf(nobody.orders.get(1));
said(`nobody: ${gone.status} ${gone.retryable} ${gone.cause instanceof Error}`);

// Given up under way, while it waits, and before it began.
const reason = new Error('The payer has left');
async function givenUp(ways: RequestListener[], when: (over: AbortController, keys: unknown[]) => unknown) {
  const over = new AbortController();
  const { paydesk, keys, end } = await broken(ways);
  await when(over, keys);
  const calling = paydesk.orders.create(order, { signal: over.signal });
  const thrown = await calling.then(() => undefined, (e: unknown) => e);
  end();
  return `${thrown === reason} ${keys.length}`;
}
const stop = (over: AbortController): RequestListener => () => over.abort(reason);
const stops: RequestListener[] = [];
said(`given up under way: ${await givenUp(stops, (over) => stops.push(stop(over)))}`);
const waits: RequestListener[] = [];
const whileItWaits = (over: AbortController) =>
  waits.push((request, response) => {
    answers(503, { 'retry-after': '20' })(request, response);
    response.on('close', () => over.abort(reason));
  });
said(`given up while it waits: ${await givenUp(waits, whileItWaits)}`);
said(`given up before: ${await givenUp([], (over) => over.abort(reason))}`);

// Deliveries.
const bytes = (text: string) => Buffer.from(text).toString('base64');
const secret = `whsec_${bytes('a secret of thirty-two bytes ...')}`;
const other = `whsec_${bytes('another one of thirty-two bytes.')}`;
const body = '{"type": "payment.succeeded", "data": {}}';
function signed(at: number | string = Math.floor(Date.now() / 1000), text = body, ...by: string[]) {
  const signatures = (by.length ? by : [secret]).map((one) => {
    const mac = createHmac('sha256', Buffer.from(one.slice(6), 'base64')).update(`msg_1.${at}.${text}`);
    return `v1,${mac.digest('base64')}`;
  });
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': String(at), 'webhook-signature': signatures.join(' ') };
}
const good = signed();
const ways: [string, unknown, unknown, unknown?, object?][] = [
  ['text', body, good],
  ['bytes', Buffer.from(body), good],
  ['an ArrayBuffer', new TextEncoder().encode(body).buffer, good],
  ['headers of Fetch', body, new Headers(good)],
  ['headers in capitals', body, Object.fromEntries(Object.entries(good).map(([k, v]) => [k.toUpperCase(), v]))],
  ['headers as lists', body, Object.fromEntries(Object.entries(good).map(([k, v]) => [k, [v]]))],
  ['a list of signatures', body, { ...good, 'webhook-signature': ['v1,bm9uZQ==', good['webhook-signature']] }],
  ['the second of two secrets', body, good, [other, secret]],
  ['signed by two', body, signed(undefined, body, other, secret)],
  ['six minutes old', body, signed(Math.floor(Date.now() / 1000) - 360)],
  ['six minutes old, and that is fine', body, signed(Math.floor(Date.now() / 1000) - 360), secret, { tolerance: 600 }],
  ['of tomorrow', body, signed(Math.floor(Date.now() / 1000) + 86_400)],
  ['of no time', body, signed('soon')],
  ['of a negative time', body, signed('-1')],
  ['of a time that overflows', body, signed('9'.repeat(40))],
  ['another body', body.replace('succeeded', 'failed'), good],
  ['no headers', body, {}],
  ['headers that are missing', body, undefined],
  ['headers that are text', body, 'webhook-id: 1'],
  ['headers that are null', body, { 'webhook-id': null, 'webhook-timestamp': null, 'webhook-signature': null }],
  ['headers that are numbers', body, { ...good, 'webhook-timestamp': 12, 'webhook-signature': 3 }],
  ['a signature without a version', body, { ...good, 'webhook-signature': good['webhook-signature'].slice(3) }],
  ['a signature of another version', body, { ...good, 'webhook-signature': good['webhook-signature'].replace('v1', 'v2') }],
  ['commas only', body, { ...good, 'webhook-signature': ',,,' }],
  ['a signature that is no base64', body, { ...good, 'webhook-signature': 'v1,%%%' }],
  ['an empty signature', body, { ...good, 'webhook-signature': 'v1,' }],
  ['no JSON', 'hello', signed(undefined, 'hello')],
  ['a number', '7', signed(undefined, '7')],
  ['what was parsed before', JSON.parse(body), good],
  ['no body', undefined, good],
  ['no secret', body, good, ''],
  ['a secret that is missing', body, good, undefined, { none: true }],
  ['no secrets', body, good, []],
];
for (const [name, content, headers, by, options] of ways) {
  const isMissing = options && 'none' in options;
  try {
    const { id, type } = unwrap(content as string, headers as Headers, (isMissing ? undefined : (by ?? secret)) as string, isMissing ? {} : options);
    said(`${name}: ${id} ${type}`);
  } catch (e) {
    said(`${name}: ${e instanceof PaydeskProblem ? `${e.status} ${e.title}` : (e as Error).name}`);
  }
}
