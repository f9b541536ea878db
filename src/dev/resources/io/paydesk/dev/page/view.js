import { offerMethods } from './methods.js';
import { isForSubscription, paying } from './paying.js';
import { amount, ofBill, ofConnection, ofDispute, ofLine, ofRefund } from './words.js';

export const $ = (id) => document.getElementById(id);

/** Leaves equal text alone, so that it stays selected and is not read out again. */
export function text(id, content) {
  if ($(id).textContent !== content) $(id).textContent = content;
}

/** A refusal stands above the button that was refused; without one, above all else. */
export function problemNear(element) {
  const place = element?.closest('form, .buttons');
  if (place) place.querySelector('button').before($('problem'));
  else document.querySelector('.intro').append($('problem'));
}

export function showProblem(problem, where = 'problem') {
  text(`${where}-title`, problem ? (problem.title ?? 'No answer') : '');
  text(`${where}-detail`, problem?.message ?? '');
  if (problem) $(`${where}-title`).parentElement.scrollIntoView({ block: 'nearest' });
}

export function showConnection(state, reason) {
  $('connection').dataset.state = state;
  text('connection', ofConnection(state, reason));
}

/** `known` is the order with what belongs to it, and whether a card of it is with the bank. */
export function showOrder(known) {
  const { order, payments, refunds } = known;
  const [payment] = payments;
  const { says, tone, waits, mayBegin, begin, confirm, failure, asks } =
    paying({ ...known, payment });
  const [status, advice] = says;
  const live = ['created', 'pending', 'processing', 'authorized', 'unknown']
    .includes(payment?.status);
  const { id, description, userId, expiresAt } = order;
  const end = expiresAt && `until ${new Date(expiresAt).toLocaleString()}`;
  $('order').hidden = false;
  $('order').dataset.status = tone;
  text('order-title', `Order ${id}`);
  text('what', [amount(order), description, `for ${userId}`, end].filter(Boolean).join(' · '));
  showRenewed(order);
  text('status', status);
  text('advice', advice);
  text('order-status', order.status);
  text('payment-status', payment ? `${payment.status} (id ${payment.id})` : 'none');
  text('failure', failure?.message ?? 'none');
  text('processed', (payment ?? known.recurring)?.callbackProcessed ? 'yes' : 'no');
  text('intent', payment?.paymentIntentId ?? 'none');
  text('order-json', JSON.stringify(order, null, 2));
  text('payment-json', JSON.stringify(payment ?? null, null, 2));
  text('refunds-json', JSON.stringify(refunds, null, 2));
  text('pay', begin);
  text('confirm', confirm);
  $('pay').hidden = !mayBegin;
  $('card-form').hidden = !waits;
  const saves = payment?.savePaymentMethod;
  if (waits) offerMethods(order, { isSubscription: isForSubscription(order), asks, saves });
  $('capture').hidden = payment?.status !== 'authorized';
  $('refresh').hidden = !payment && !known.recurring;
  $('cancel-payment').hidden = !live;
  $('cancel-order').hidden = order.status !== 'pending';
  showItems('lines', (order.lines ?? []).map((line) => ofLine(line, order.currency)));
  showItems('bill', ofBill(order));
  showItems('disputes', payments.flatMap(({ disputes }) => disputes).map(ofDispute));
  showItems('refunds', refunds.map(ofRefund));
}

function showRenewed({ renewalOf }) {
  $('renewed').parentElement.hidden = !renewalOf;
  text('renewed', `order ${renewalOf}`);
  $('renewed').href = `/?order=${renewalOf}`;
}

const listed = {};

/** Rows that are as they were stay: a new one would take the focus from its link. */
function rowsOf(id, rows, elementOf) {
  const seen = JSON.stringify(rows);
  if (listed[id] === seen) return;
  listed[id] = seen;
  $(id).replaceChildren(...rows.map(elementOf));
}

const linked = (href, textContent) =>
  Object.assign(document.createElement('a'), { href, textContent });

/** What is said of each, its first words the most important; they may lead somewhere. */
export function showItems(id, items) {
  $(id).parentElement.hidden = !items.length;
  rowsOf(id, items, ({ tone, says, href }) => {
    const item = document.createElement('li');
    item.dataset.tone = tone;
    const [head, ...more] = says.filter(Boolean);
    const strong = document.createElement('strong');
    strong.append(href ? linked(href, head) : head);
    item.append(strong);
    item.append(...more.map((textContent) =>
      Object.assign(document.createElement('span'), { textContent })));
    return item;
  });
}

const cellsOf = {
  orders: ({ id, status, price, currency, userId, description, renewalOf }) => {
    const what = [renewalOf && `renews ${renewalOf}`, description].filter(Boolean).join(' · ');
    return [linked(`/?order=${id}`, id), status, amount({ price, currency }), userId, what];
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
