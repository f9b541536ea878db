// A shop beside Paydesk, server and page together: see src/docs/guides/client.md.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { paydeskServer, unwrap } from '@paydesk/client/server';

const { PAYDESK_URL = 'http://localhost:8080', PAYDESK_TOKEN, PAYDESK_SECRET, PORT = 3000, USER_ID = 'pia' } = process.env;
const paydesk = paydeskServer({ baseUrl: PAYDESK_URL, key: PAYDESK_TOKEN });
const prices = new Map([['choir', '99.99'], ['organ', '250.00']]); // the server decides, never the browser
const orders = new Map(); // in a real shop a table

const page = `<!doctype html><html lang="en"><title>Courses</title><h1>Choir</h1>
<form><div id="methods"></div><button>Buy for ${prices.get('choir')} USD</button><p role="status"></p></form>
<script type="module">
  import { paydesk } from '${PAYDESK_URL}/paydesk.js';
  const post = (path) => fetch(path, { method: 'POST' }).then((it) => (it.ok ? it.json() : Promise.reject(Error('Try again later.'))));
  const client = paydesk({ token: () => post('/token') });
  const form = document.querySelector('form'), [button] = form.elements, says = form.querySelector('p');
  const orderId = Number(new URLSearchParams(location.search).get('order'));
  const fail = ({ detail, message }) => { says.textContent = detail ?? message; };
  const goOn = (made) => new Promise(() => location.assign('?order=' + made.orderId)); // a reload goes on with it
  const paying = orderId ? client.pay('#methods', { orderId }) : undefined;
  paying?.catch(fail);
  form.addEventListener('submit', async (submitted) => {
    submitted.preventDefault();
    button.disabled = true; // one click, one order
    await (paying?.then((it) => it.confirm()) ?? post('/buy?course=choir').then(goOn)).catch(fail);
    button.disabled = false;
  });
  if (orderId) client.watch({ orderId }, ({ order, payments: [payment] }) => {
    says.textContent = payment?.failure?.message ?? 'Your order is ' + order.status;
    button.hidden = order.status !== 'pending';
  }, { onError: fail });
</script>`;

async function answer(request) {
  const { pathname, searchParams } = new URL(request.url, 'http://shop');
  const userId = USER_ID; // in a real shop the user of the session
  const course = searchParams.get('course'), wanted = { userId, price: prices.get(course), currency: 'usd', metadata: { course } };
  const isOpen = (order) => order.userId === userId && ['paid', 'partially_refunded'].includes(order.status);
  switch (`${request.method} ${pathname}`) {
    case 'GET /': return [200, page];
    case 'GET /courses': return [200, [...orders.values()].filter(isOpen).map(({ metadata }) => metadata.course)];
    case 'POST /token': return [200, await paydesk.users.token(userId)];
    case 'POST /buy': return wanted.price && [201, { orderId: (await paydesk.orders.create(wanted)).id }];
    case 'POST /paydesk': {
      const body = request.headers['content-length'] < 1e6 ? await text(request) : '';
      const { order } = unwrap(body, request.headers, PAYDESK_SECRET).data; // it throws unless Paydesk has signed it
      if (order?.version >= (orders.get(order?.id)?.version ?? 0)) orders.set(order.id, order); // the latest counts
      return order?.status === 'review' ? [503] : [204]; // a person decides; it comes again until then
    }
  }
}

createServer(async (request, response) => {
  const fail = (problem) => (console.error(problem), [problem.status === 400 ? 400 : 500]);
  const [status, content] = (await answer(request).catch(fail)) ?? [404];
  const [type, sent] = content === page ? ['text/html', page] : ['application/json', JSON.stringify(content)];
  response.writeHead(status, { 'content-type': type + '; charset=utf-8' }).end(sent);
}).listen(PORT, '127.0.0.1', function () { console.log(`The shop listens on http://127.0.0.1:${this.address().port}`); });
