/** "Paid" is said of a paid order alone, whatever a card, a bank or Stripe's answer said. */
export function plainly(order, payment, isWithTheBank) {
  const ended = {
    paid: ['Paid', 'The money came and the order is paid.'],
    partially_refunded: ['Paid, partly refunded', 'Some of the money went back.'],
    refunded: ['Refunded', 'All of the money went back.'],
    canceled: ['Canceled', 'Nothing will be taken for this order.'],
    review: ['In review', `Money came that does not fit: ${order.reviewReason}. A person decides.`],
  };
  const why = payment?.failure?.message;
  const open = {
    created: ['Being begun', 'Stripe is being asked.'],
    unknown: ['Not known yet', 'Stripe did not answer. It is asked until it is known.'],
    pending: why
      ? ['Waiting for another card', `The last try failed: ${why}`]
      : ['Waiting for a card', 'No money has been taken.'],
    processing: ['The bank is deciding', 'A bank debit can take days, and seconds here.'],
    succeeded: ['The money came', 'What that means to the order is not read yet.'],
    canceled: ['Payment canceled', 'No money was taken. The order can be paid anew.'],
    failed: ['Payment refused', `Stripe did not begin it: ${why ?? 'no reason given'}`],
  };
  if (order.status !== 'pending') return ended[order.status] ?? [order.status, ''];
  if (order.cancelRequestedAt) return ['Being canceled', 'Stripe has not confirmed it yet.'];
  if (!payment) return ['Not begun', 'Nobody has begun to pay this order.'];
  if (isWithTheBank) return ['With the bank', 'Stripe has the card. Its event is awaited.'];
  return open[payment.status] ?? [payment.status, 'The order is not paid.'];
}

export const amount = ({ price, currency }) => `${price} ${currency.toUpperCase()}`;

export function ofRefund({ id, paymentId, price, currency, status, failure, pendingReason }) {
  const why = failure?.message ?? failure?.reason ?? pendingReason;
  const what = `${amount({ price, currency })} of payment ${paymentId}: ${status} (id ${id})`;
  return why ? `${what}, ${why}` : what;
}

export function ofConnection(state, reason) {
  const words = { connecting: 'Connecting…', live: 'Live', reconnecting: 'Reconnecting…' };
  return words[state] ?? `Ended: ${reason}`;
}
