// A shop beside Paydesk, server and page together: see src/docs/guides/client.md.
import { createServer } from 'node:http';
import { paydeskServer, unwrap } from '@paydesk/client/server';

const { PAYDESK_URL = 'http://localhost:8080', PAYDESK_TOKEN, PAYDESK_SECRET, PORT = 3000, USER_ID = 'pia' } = process.env;
const paydesk = paydeskServer({ baseUrl: PAYDESK_URL, key: PAYDESK_TOKEN });
const prices = new Map([['choir', '99.99'], ['organ', '250.00']]); // the server decides, never the browser
const orders = new Map(); // in a real shop a table

const page = `<!doctype html><html lang="en"><title>Courses</title><h1>Choir</h1>
<form><div id="methods"></div><button>Buy for ${prices.get('choir')} USD</button><p role="status"></p></form>
<script type="module">
  import { paydesk } from '${PAYDESK_URL}/paydesk.js';
  const post = async (path) => (await fetch(path, { method: 'POST' })).json();
  const client = paydesk({ token: () => post('/token') });
  const form = document.querySelector('form'), [button] = form.elements, says = form.querySelector('p');
  const orderId = Number(new URLSearchParams(location.search).get('order'));
  const fail = (problem) => (says.textContent = problem.detail ?? problem);
  const paying = orderId && client.pay('#methods', { orderId }).catch(fail);
  form.addEventListener('submit', async (submitted) => {
    submitted.preventDefault();
    button.disabled = true; // one click, one order
    if (orderId) await paying.then((it) => it.confirm?.()).catch(fail);
    else location.search = '?order=' + (await post('/buy?course=choir')).orderId; // a reload goes on with it
    button.disabled = false;
  });
  if (orderId) client.watch({ orderId }, ({ order, payments: [payment] }) => {
    says.textContent = payment?.failure?.message ?? 'Your order is ' + order.status;
    button.hidden = order.status !== 'pending';
  });
</script>`;

async function answer({ method, headers, url }, body) {
  const { pathname, searchParams } = new URL(url, 'http://shop');
  const userId = USER_ID; // in a real shop whoever is logged in, as your session says
  const course = searchParams.get('course'), price = prices.get(course);
  const wanted = { userId, price, currency: 'usd', metadata: { course } };
  const open = (order) => order.userId === userId && ['paid', 'partially_refunded'].includes(order.status);
  switch (`${method} ${pathname}`) {
    case 'GET /': return [200, page];
    case 'GET /courses': return [200, [...orders.values()].filter(open).map((order) => order.metadata.course)];
    case 'POST /token': return [200, await paydesk.users.token(userId)];
    case 'POST /buy': return price ? [201, { orderId: (await paydesk.orders.create(wanted)).id }] : [404];
    case 'POST /paydesk': {
      const { order } = unwrap(body, headers, PAYDESK_SECRET).data; // it throws unless Paydesk has signed it
      if (order?.status === 'review') return [503]; // a person decides; it comes again
      if (order?.version >= (orders.get(order?.id)?.version ?? 0)) orders.set(order.id, order); // the latest counts
      return [204];
    }
  }
}

createServer(async (request, response) => {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  const [status, content] = (await answer(request, body).catch(({ status }) => [status === 400 ? 400 : 500])) ?? [404];
  response.setHeader('content-type', content === page ? 'text/html; charset=utf-8' : 'application/json');
  response.writeHead(status).end(content === page ? page : JSON.stringify(content));
}).listen(PORT, '127.0.0.1', function () { console.log(`The shop listens on http://127.0.0.1:${this.address().port}`); });
