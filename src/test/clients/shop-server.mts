// A shop's server that has @paydesk/client/server. Each line that follows an expectation is a mistake, which the
// compiler must find.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outcome, Paydesk, Watched } from '@paydesk/client';
import { PaydeskProblem, paydeskServer, unwrap, type Delivery } from '@paydesk/client/server';

const [baseUrl = '', key = '', userId = ''] = process.argv.slice(2);
const said = (line: string) => console.log(line);

const paydesk = paydeskServer({ baseUrl, key });

// An order is made once for each key, however often it is asked for.
const wanted = { userId, price: '99.99', currency: 'usd', metadata: { seats: 'A1, A2' } };
const idempotencyKey = crypto.randomUUID();
const order = await paydesk.orders.create(wanted, { idempotencyKey });
const again = await paydesk.orders.create(wanted, { idempotencyKey });
said(`order ${order.id === again.id} ${order.status} ${(await paydesk.orders.get(order.id)).price}`);
said(`orders ${(await paydesk.orders.list({ userId })).data.length}`);

const token = await paydesk.users.token(userId, 600);
said(`token ${token.userId === userId} ${token.token.startsWith('pdk_user_')}`);
said(`entitlements ${(await paydesk.users.entitlements(userId)).length}`);
await paydesk.users.revokeTokens(userId);

// @ts-expect-error a price is text
const refused = await paydesk.orders.create({ userId, price: 99.99, currency: 'usd' }).catch((e: unknown) => e);
if (!(refused instanceof PaydeskProblem)) throw new Error('It was taken');
said(`refused ${refused.status} ${refused.type} ${refused.retryable} ${refused.detail.length > 10}`);
const missing = await paydesk.orders.get(987654321).catch((e: unknown) => e);
said(`missing ${missing instanceof PaydeskProblem && missing.is('not-found')}`);

// It is asked again where it says "later", and where it gives no answer; never under another key.
const seen: (string | undefined)[] = [];
const answers = [429, 503, 0, 200];
const busy = createServer((request, response) => {
  seen.push(request.headers['idempotency-key'] as string | undefined);
  const status = answers.shift() ?? 200;
  if (status === 0) return request.socket.destroy();
  const body = status === 409 ? { type: 'urn:paydesk:problem:idempotency-key-in-use' } : { id: 7 };
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' }).end(JSON.stringify(body));
  return undefined;
});
await new Promise<void>((listening) => busy.listen(0, '127.0.0.1', listening));
const { port } = busy.address() as AddressInfo;
const later = paydeskServer({ baseUrl: `http://127.0.0.1:${port}`, key });
const started = Date.now();
said(`later ${(await later.orders.create(wanted)).id} ${seen.length} ${new Set(seen).size} ${Date.now() - started > 1900}`);
answers.push(409, 200);
said(`at work ${(await later.orders.create(wanted)).id} ${seen.length} ${new Set(seen).size}`);
answers.push(500, 500, 500, 500);
const broken = await later.orders.create(wanted).catch((e: unknown) => e);
if (!(broken instanceof PaydeskProblem)) throw new Error('It was answered');
said(`broken ${broken.status} ${seen.length} ${new Set(seen).size} ${broken.idempotencyKey === seen.at(-1)}`);
busy.close();
busy.closeAllConnections();

// Deliveries.
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
function signed(body: string, at = Math.floor(Date.now() / 1000), by = secret) {
  const mac = createHmac('sha256', Buffer.from(by.slice(6), 'base64')).update(`msg_1.${at}.${body}`);
  const signature = `v1a,x v1,bm9uZQ== v1,${mac.digest('base64')}`;
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': String(at), 'webhook-signature': signature };
}
function isTaken(body: string, headers: IncomingMessage['headers'] | Headers): boolean {
  try {
    return unwrap(body, headers, secret).id === 'msg_1';
  } catch (e) {
    if (e instanceof PaydeskProblem && e.status === 400) return false;
    throw e;
  }
}
const body = '{"type": "payment.succeeded", "data": {"payment": {"id": 7}, "order": {"id": 1}}}';
const old = Math.floor(Date.now() / 1000) - 301;
said(`taken ${isTaken(body, signed(body))} ${isTaken(body, new Headers(signed(body)))}`);
said(`bytes ${unwrap(Buffer.from(body), signed(body), secret).type}`);
said(`changed ${isTaken(body.replace('7', '8'), signed(body))}`);
said(`stale ${isTaken(body, signed(body, old))} ${isTaken(body, signed(body, old + 700))}`);
said(`foreign ${isTaken(body, signed(body, undefined, `whsec_${Buffer.from('x').toString('base64')}`))}`);
said(`unsigned ${isTaken(body, {})} ${isTaken(body, { ...signed(body), 'webhook-signature': 'v1,' })}`);
try {
  unwrap(body, signed(body), '');
} catch (e) {
  said(`no secret ${e instanceof TypeError}`);
}

export function follow(delivery: Delivery): number {
  switch (delivery.type) {
    case 'payment.succeeded':
      // @ts-expect-error a payment's delivery has no refund
      delivery.data.refund;
      return delivery.data.payment.amount;
    case 'refund.succeeded':
      return delivery.data.refund.refundAmount;
    // @ts-expect-error there is no such thing to be told of
    case 'refund.refused':
      return 0;
    default:
      return 0;
  }
}

/** What a page in TypeScript would say. */
export async function page(client: Paydesk, button: { disabled: boolean }): Promise<Outcome> {
  const stop = client.watch({ orderId: 1 }, ({ order: { status }, live }: Watched) => {
    button.disabled = !live || status !== 'pending';
  });
  // @ts-expect-error a browser does not decide what is due
  const paying = await client.pay('#payment', { orderId: 1, amount: 9999 });
  stop();
  // @ts-expect-error an outcome is never called "payed"
  if (paying.outcome?.status === 'payed') throw new Error();
  return paying.confirm();
}
