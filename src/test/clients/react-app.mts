// What a page in React shows of an order and of a subscription, without JSX.
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { paydesk } from '@paydesk/client';
import { PaydeskProvider, useEntitlement, usePayment } from '@paydesk/client/react';

export function start(baseUrl, orderIds, priceId, userId) {
  const client = paydesk({ baseUrl, token: () => window.token() });
  function Shown() {
    const [at, setAt] = useState(0);
    const { order, payments = [], live } = usePayment(orderIds[at]);
    const { active } = useEntitlement(priceId, userId);
    const says = `${order?.id} ${order?.status} ${payments[0]?.status} ${live} ${active}`;
    return createElement('button', { type: 'button', onClick: () => setAt(at + 1) }, says);
  }
  const root = createRoot(document.querySelector('#payment'));
  root.render(createElement(PaydeskProvider, { paydesk: client }, createElement(Shown)));
  window.leave = () => root.unmount();
}
