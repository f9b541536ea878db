import { sandbox } from './stripe.js';
import { amount, ofConnection, ofDispute, ofRefund, plainly } from './words.js';

export const $ = (id) => document.getElementById(id);

/** Leaves equal text alone, so that it stays selected and is not read out again. */
export function text(id, content) {
  if ($(id).textContent !== content) $(id).textContent = content;
}

export function showProblem(problem, where = 'problem') {
  text(`${where}-title`, problem ? (problem.title ?? 'No answer') : '');
  text(`${where}-detail`, problem?.message ?? '');
}

export function showConnection(state, reason) {
  $('connection').dataset.state = state;
  text('connection', ofConnection(state, reason));
}

export function showOrder(order, payments, refunds, isWithTheBank) {
  const [payment] = payments;
  const [status, advice] = plainly(order, payment, isWithTheBank);
  const open = order.status === 'pending';
  const live = ['created', 'pending', 'processing', 'unknown'].includes(payment?.status);
  const waits = open && payment?.status === 'pending' && !isWithTheBank;
  const { id, description, userId } = order;
  $('order').hidden = false;
  $('order').dataset.status = open ? payment?.status ?? 'none' : order.status;
  text('order-title', `Order ${id}`);
  text('what', [amount(order), description, `for ${userId}`].filter(Boolean).join(' · '));
  text('status', status);
  text('advice', advice);
  text('order-status', order.status);
  text('payment-status', payment ? `${payment.status} (id ${payment.id})` : 'none');
  text('failure', payment?.failure?.message ?? 'none');
  text('processed', payment?.callbackProcessed ? 'yes' : 'no');
  text('intent', payment?.paymentIntentId ?? 'none');
  text('order-json', JSON.stringify(order, null, 2));
  text('payment-json', JSON.stringify(payment ?? null, null, 2));
  text('refunds-json', JSON.stringify(refunds, null, 2));
  text('pay', waits ? 'Show the client secret' : `Pay ${amount(order)}`);
  $('pay').hidden = !(open && (!live || payment.status === 'unknown' || (waits && !sandbox)));
  $('card-form').hidden = !waits || !sandbox;
  $('by-hand').hidden = !waits || !$('secret').textContent;
  $('refresh').hidden = !payment;
  $('cancel-payment').hidden = !live;
  $('cancel-order').hidden = !open;
  showItems('disputes', payments.flatMap(({ disputes }) => disputes).map(ofDispute));
  showItems('refunds', refunds.map(ofRefund));
}

const listed = {};

/** Rows that are as they were stay: a new one would take the focus from its link. */
function rowsOf(id, rows, elementOf) {
  const seen = JSON.stringify(rows);
  if (listed[id] === seen) return;
  listed[id] = seen;
  $(id).replaceChildren(...rows.map(elementOf));
}

/** What is said of each, its first words the most important. */
function showItems(id, items) {
  $(id).parentElement.hidden = !items.length;
  rowsOf(id, items, ({ tone, says }) => {
    const item = document.createElement('li');
    item.dataset.tone = tone;
    const [head, ...more] = says.filter(Boolean);
    item.append(Object.assign(document.createElement('strong'), { textContent: head }));
    item.append(...more.map((textContent) =>
      Object.assign(document.createElement('span'), { textContent })));
    return item;
  });
}

const cellsOf = {
  orders: ({ id, status, price, currency, userId, description }) => {
    const link = document.createElement('a');
    Object.assign(link, { href: `/?order=${id}`, textContent: id });
    return [link, status, amount({ price, currency }), userId, description ?? ''];
  },
  events: ({ receivedAt, status, type, reason, lastError }) =>
    [new Date(receivedAt).toLocaleTimeString(), status, type, reason ?? lastError ?? ''],
};

export function showList(id, rows, note) {
  text(`${id}-note`, note ?? (rows.length ? '' : 'None yet.'));
  rowsOf(id, rows, (row) => {
    const line = document.createElement('tr');
    cellsOf[id](row).forEach((cell) => line.insertCell().append(cell));
    return line;
  });
}
