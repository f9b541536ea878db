import { priced } from './money.js';

function howToCapture({ id, captureBefore }) {
  const time = captureBefore ? ` before ${new Date(captureBefore).toLocaleString()}` : '';
  return `The shop captures it${time}: POST /v1/payments/${id}/capture.`;
}

function howPaid(order, payment) {
  if (order.charged === 0 && order.discount) return 'A code covered everything: nothing was taken.';
  if (order.amountCaptured && order.amountCaptured < order.amount) {
    return 'A part was captured, and pays the order.';
  }
  if (payment?.presentmentPrice) {
    const { presentmentPrice, presentmentCurrency } = payment;
    return `The payer paid ${presentmentPrice} ${presentmentCurrency.toUpperCase()}; the shop's ${
      order.currency.toUpperCase()} came, and the order is paid.`;
  }
  return 'The money came and the order is paid.';
}

/** "Paid" is said of a paid order alone, whatever a card, a bank or Stripe's answer said. */
export function plainly(order, payment, isWithTheBank) {
  const late = order.cancelReason === 'expired' ? 'Nobody paid it in time. ' : '';
  const ended = {
    paid: ['Paid', howPaid(order, payment)],
    partially_refunded: ['Paid, partly refunded', 'Some of the money went back.'],
    refunded: ['Refunded', 'All of the money went back.'],
    canceled: ['Canceled', `${late}Nothing will be taken for this order.`],
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
    authorized: ['Held by the bank', howToCapture(payment ?? {})],
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

const OF_REFUNDS = {
  created: ['wait', 'Stripe is being asked.'],
  unknown: ['wait', 'Stripe did not answer. It is asked until it is known; the amount is held.'],
  pending: ['wait', 'Stripe has it and has not sent the money yet.'],
  succeeded: ['good', 'Stripe has sent the money. It can still come back.'],
  failed: ['bad', 'It did not come through: the money is the shop\'s, and can be refunded anew.'],
  canceled: ['bad', 'It was called off: the money is the shop\'s, and can be refunded anew.'],
};

export function ofRefund(refund) {
  const { id, paymentId, status, origin, reason, failure, pendingReason, nextAction } = refund;
  const [tone, meaning] = OF_REFUNDS[status] ?? ['wait', ''];
  const why = failure?.message ?? failure?.reason ?? pendingReason;
  const maker = origin === 'dashboard' ? 'made in Stripe\'s dashboard' : 'asked for here';
  return {
    tone,
    says: [
      `${amount(refund)} of payment ${paymentId}: ${status}`,
      meaning,
      why && `Why: ${why}`,
      nextAction && 'Stripe has asked the payer by mail where to send it.',
      refund.warning,
      [`Refund ${id}`, maker, reason].filter(Boolean).join(' · '),
    ],
  };
}

/** As `RefundPolicy` decides it. */
function meansToRefunds({ status, refundable }) {
  if (!refundable || status === 'lost') return ['bad', 'It blocks refunds: the bank has the money.'];
  if (!status.startsWith('warning_') || status === 'warning_closed') {
    return ['still', 'It does not stand in the way of refunds.'];
  }
  return ['wait', 'The bank asks only: a full refund answers it, a part may not.'];
}

export function ofDispute(dispute) {
  const { disputeId, status, reason, dueBy } = dispute;
  const [tone, meaning] = meansToRefunds(dispute);
  return {
    tone,
    says: [
      `${priced(dispute.amount, dispute.currency)} disputed: ${status}`,
      meaning,
      `Reason: ${reason ?? 'not told'}`,
      dueBy && `Evidence is due by ${new Date(dueBy).toLocaleString()}`,
      disputeId,
    ],
  };
}

/** How what was charged came about, where a code, a tax or a balance changed the price. */
export function ofBill({ subtotal, discount, tax, credit, total, charged, currency }) {
  if (!discount && !tax && !credit) return [];
  const parts = { subtotal, discount, tax, credit, total, charged };
  return Object.entries(parts)
    .map(([name, part]) => ({ tone: 'still', says: [`${name}: ${priced(part, currency)}`] }));
}

export function ofLine({ name, quantity, amount: one, total }, currency) {
  const code = currency.toUpperCase();
  return {
    tone: 'still',
    says: [`${quantity} × ${name}: ${total} ${code}`, quantity > 1 && `${one} ${code} each`],
  };
}

export function ofConnection(state, reason) {
  const words = { connecting: 'Connecting…', live: 'Live', reconnecting: 'Reconnecting…' };
  return words[state] ?? `Ended: ${reason}`;
}
