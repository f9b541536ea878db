// A project of somebody else's: what npm has unpacked, and nothing else, not even the types of Node.
import { paydesk, PaydeskProblem, type Outcome, type Paydesk, type Watched } from '@paydesk/client';
import { paydeskServer, unwrap, type Delivery, type Order } from '@paydesk/client/server';

const client: Paydesk = paydesk({ baseUrl: 'https://pay.example', token: async () => 'token' });
client.watch({ orderId: 1 }, ({ order, live }: Watched) => document.title = `${order.status} ${live}`);
const outcome: Outcome = await (await client.pay('#payment', { orderId: 1 })).confirm();
const shop = paydeskServer({ baseUrl: 'https://pay.example', key: 'pdk_live_1' });
const order: Order = await shop.orders.create({ userId: 'pia', price: '9.99', currency: 'usd' });
for await (const { price } of shop.orders.all({ status: 'paid' })) price satisfies string;
const delivery: Delivery = unwrap(new Uint8Array(), new Headers(), ['whsec_1', 'whsec_2']);
if (delivery.type === 'refund.succeeded') delivery.data.refund.refundAmount satisfies number;
try {
  await shop.refunds.create({ paymentId: order.id, refundAmount: 1 });
} catch (e) {
  if (e instanceof PaydeskProblem && e.retryable) e.retryAfter satisfies number | undefined;
}
// @ts-expect-error an order has no such status
if (outcome.order.status === 'payed') throw new Error();
// @ts-expect-error it is none of the entries
await import('@paydesk/client/dist/http.js');
