// The list of runs. Its items stay as they are while they change, with what is open or has the focus.

import { call } from './calls.js';
import { paced } from './pace.js';
import { $, text } from './view.js';

const OF_FLOWS = {
  payment: 'Payment',
  refund: 'Refund',
  recurring_payment_management: 'Subscription',
  recurring_payment_deduction: 'Invoice',
  order: 'Order',
};

const TONES = { waiting: 'wait', succeeded: 'good', failed: 'bad' };

const whatHappened = ({ flow, transition }) =>
  `${OF_FLOWS[flow] ?? flow} ${transition.replaceAll('_', ' ')}`;

const tried = ({ attempts }) => (attempts === 1 ? '1 attempt' : `${attempts} attempts`);

function when({ status, underWay, nextAttemptAt }) {
  if (status !== 'waiting') return '';
  if (underWay) return 'It is being tried.';
  return `It is tried next at ${new Date(nextAttemptAt).toLocaleTimeString()}.`;
}

const items = new Map();

const NONE = 'None yet. What the app\'s own logic makes of a payment or a refund is shown here.';

/** Without `runs`, those that are shown stay: nothing was heard of them. */
export function showRuns(runs, problem) {
  const why = problem && `${problem.title ?? 'No answer'}: ${problem.message}`;
  text('runs-note', why ?? (runs.length ? '' : NONE));
  if (!runs) return;
  for (const [id, { element }] of items) {
    if (runs.some((run) => run.id === id)) continue;
    element.remove();
    items.delete(id);
  }
  runs.forEach((run, place) => {
    const { element, show } = itemOf(run);
    const there = $('runs').children[place];
    if (there !== element) $('runs').insertBefore(element, there ?? null);
    show(run);
  });
}

function itemOf({ id }) {
  if (!items.has(id)) items.set(id, newItem(id));
  return items.get(id);
}

function newItem(id) {
  const element = $('run').content.firstElementChild.cloneNode(true);
  const part = (name) => element.querySelector(name);
  const details = part('details');
  part('form').dataset.run = id;
  const tell = paced(0, async () => {
    try {
      const run = await call('admin', 'GET', `/v1/actionflows/runs/${id}`);
      part('pre').textContent = JSON.stringify(run, null, 2);
      return true;
    } catch (problem) {
      part('pre').textContent = problem.message;
      return problem.final;
    }
  });
  details.addEventListener('toggle', () => details.open && tell());
  let seen;
  const show = (run) => {
    if (seen === JSON.stringify(run)) return;
    seen = JSON.stringify(run);
    const { status, target, orderId, lastError } = run;
    element.dataset.tone = TONES[status] ?? 'still';
    part('strong').textContent = whatHappened(run);
    part('.how').textContent = [target, status, tried(run), `order ${orderId}`].join(' · ');
    part('.error').textContent = lastError ? `Last error: ${lastError}` : '';
    part('.when').textContent = when(run);
    part('form').hidden = !['failed', 'waiting'].includes(status);
    if (details.open) tell();
  };
  return { element, show };
}
