// The payer's phone: the page of an order, opened by a link as the app sends it.

import { call } from './calls.js';
import { hint } from './scenario.js';
import { $, text } from './view.js';

const PAYABLE = ['pending'];

let opened = false;

/** Before a link is sent; afterwards the page in the frame follows the order by itself. */
export function showPhone(order) {
  $('send').hidden = false;
  if (opened) return;
  const waits = PAYABLE.includes(order.status);
  text('send', waits ? 'Send the payer a link' : 'Show what the payer sees');
  text('phone-words', `Order ${order.id} ${waits ? 'waits to be paid' : `is ${order.status.replaceAll('_', ' ')}`}.`);
  text('phone-hint', waits ? hint() : 'The page of an order shows how it went, too.');
}

export async function sendLink(order) {
  const { url } = await call('service', 'POST', `/v1/orders/${order.id}/pay-link`, {});
  // From here, whatever this machine is called in the address bar: cookies go to one host alone.
  const page = location.origin + new URL(url).pathname;
  $('phone').src = page;
  $('phone').hidden = false;
  $('phone-off').hidden = true;
  $('phone-link').href = page;
  $('phone-link').parentElement.hidden = false;
  opened = true;
}
