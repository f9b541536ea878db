// The hooks, as a page without JSX uses them; drawn once on a server, where nothing is heard of yet.
import { createElement } from 'react';
// @ts-expect-error its types are a package of their own
import { renderToString } from 'react-dom/server';
import { paydesk } from '@paydesk/client';
import { PaydeskProvider, useEntitlement, usePayment } from '@paydesk/client/react';

function Shown() {
  const { order, live } = usePayment(1);
  const { active } = useEntitlement('price_monthly');
  return createElement('p', null, `${order?.status ?? 'unknown'} ${live ?? 'not yet'} ${active ?? 'who knows'}`);
}

const client = paydesk({ baseUrl: 'http://127.0.0.1:1', token: 'none' });
console.log(renderToString(createElement(PaydeskProvider, { paydesk: client }, createElement(Shown))));
try {
  renderToString(createElement(Shown));
} catch (e) {
  console.log((e as Error).message);
}
