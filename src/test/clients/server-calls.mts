// What @paydesk/client/server does with the service itself: lists, links, refunds, and signed deliveries of an endpoint
// whose secret changes.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PaydeskProblem, paydeskServer, unwrap, type Payment } from '@paydesk/client/server';

const [baseUrl = '', stripe = '', key = '', admin = '', userId = ''] = process.argv.slice(2);
const said = (line: string) => console.log(line);
const shop = paydeskServer({ baseUrl, key });

// Lists.
const made: number[] = [];
for (const price of ['10.00', '20.00', '30.00']) {
  made.unshift((await shop.orders.create({ userId, price, currency: 'usd' })).id);
}
const first = await shop.orders.list({ userId, limit: 2 });
const second = await shop.orders.list({ userId, limit: 2, after: first.next ?? '' });
said(`pages ${first.data.length} ${second.data.length} ${second.next ?? 'the end'}`);
const all: number[] = [];
for await (const order of shop.orders.all({ userId, limit: 2 })) all.push(order.id);
said(`all ${String(all) === String(made)}`);
const [order = 0] = made;

// A link to the payer's page.
const link = await shop.orders.payLink(order, { returnUrl: 'https://shop.example/pay', expiresIn: 600 });
said(`link ${(await fetch(link.url)).status} ${Date.parse(link.expiresAt) < Date.now() + 601_000}`);
const elsewhere = await shop.orders.payLink(order, { returnUrl: 'https://elsewhere.example' }).catch((e: unknown) => e);
said(`elsewhere ${elsewhere instanceof PaydeskProblem && elsewhere.status}`);

// The payer pays, and gets a part back.
const { token } = await shop.users.token(userId);
const started = await fetch(`${baseUrl.replace(/\/$/, '')}/v1/payments`, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ orderId: order }),
});
const { paymentIntentId, clientSecret, publishableKey } = (await started.json()) as Record<string, string>;
await fetch(`${stripe}/v1/payment_intents/${paymentIntentId}/confirm`, {
  method: 'POST',
  headers: { authorization: `Bearer ${publishableKey}` },
  body: new URLSearchParams({ client_secret: clientSecret ?? '', payment_method: 'pm_card_visa' }),
});
let payment: Payment | undefined;
while (payment?.status !== 'succeeded') [payment] = (await shop.orders.payments(order)).data;
said(`paid ${(await shop.payments.get(payment.id)).amount} ${(await shop.payments.list({ userId })).data.length}`);
const office = paydeskServer({ baseUrl, key: admin });
const idempotencyKey = crypto.randomUUID();
const wanted = { paymentId: payment.id, refundAmount: 2500 };
const notByTheShop = await shop.refunds.create(wanted).catch((e: unknown) => e);
said(`not by the shop ${notByTheShop instanceof PaydeskProblem && notByTheShop.status}`);
const refund = await office.refunds.create(wanted, { idempotencyKey });
const again = await office.refunds.create(wanted, { idempotencyKey });
said(`refund ${refund.id === again.id} ${(await shop.refunds.get(refund.id)).refundAmount}`);
said(`refunds ${(await shop.refunds.list({ orderId: order, status: refund.status })).data.length}`);
const tooMuch = await office.refunds.create({ ...wanted, refundAmount: 501 }).catch((e: unknown) => e);
said(`too much ${tooMuch instanceof PaydeskProblem && tooMuch.is('refund-exceeds-remaining')} ${(tooMuch as PaydeskProblem).problem['remaining']}`);

// A key that is refused is asked for once more.
const keys = [key, 'pdk_live_nothing'];
const changing = paydeskServer({ baseUrl, key: (refused) => (refused ? key : (keys.pop() ?? key)) });
said(`changed key ${(await changing.orders.get(order)).id === order}`);

// An endpoint whose secret changes.
type Told = { body: Buffer; headers: NodeJS.Dict<string | string[]> };
const told: Told[] = [];
const hook = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  told.push({ body: Buffer.concat(parts), headers: request.headers });
  response.writeHead(204).end();
});
await new Promise<void>((listening) => hook.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/paydesk`;
interface Registered {
  endpoint: { id: number };
  secret: string;
}
const { endpoint, secret } = await office.post<Registered>('/v1/actionflows/endpoints', { url, flows: ['payment'] });
const tried = async () => {
  await office.post(`/v1/actionflows/endpoints/${endpoint.id}/test`);
  return told.pop()!;
};
const before = await tried();
said(`delivery ${unwrap(before.body, before.headers, secret).type}`);
const { secret: next } = await office.post<Registered>(`/v1/actionflows/endpoints/${endpoint.id}/rotate`);
const after = await tried();
const taken = [secret, next, [secret, next], [next]].map((one) => unwrap(after.body, after.headers, one).type);
said(`rotated ${secret !== next} ${taken}`);
said(`early ${unwrap(before.body, before.headers, [next, secret]).type}`);
try {
  unwrap(before.body, before.headers, next);
} catch (e) {
  said(`later ${e instanceof PaydeskProblem && e.status}`);
}
await office.delete(`/v1/actionflows/endpoints/${endpoint.id}`);
const gone = await office.get(`/v1/actionflows/endpoints/${endpoint.id}`).catch((e: unknown) => e);
said(`removed ${gone instanceof PaydeskProblem && gone.is('not-found')}`);
hook.close();
hook.closeAllConnections();
