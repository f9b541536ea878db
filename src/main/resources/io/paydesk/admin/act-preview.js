// What a change would cost, while it is typed: the latest answer wins, and without one the change is still possible.
import { Problem, send } from './api.js';
import { moneyOf } from './act-words.js';

/** Milliseconds without a further key. */
const STILL = 300;

/** Milliseconds: the service takes an instant for a quarter of an hour. */
const FRESH = 10 * 60 * 1000;

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Whether the amount is still asked for: nobody has seen yet what would be charged. */
export function isAsking(form) {
  return form.querySelector('[data-preview][data-state="asking"]') !== null;
}

function row(words, amount, { strong = false, small = '' } = {}) {
  const line = document.createElement('div');
  const term = document.createElement('dt');
  const sum = document.createElement('dd');
  term.textContent = words;
  sum.textContent = amount;
  if (small) {
    const note = document.createElement('small');
    note.textContent = small;
    term.append(note);
  }
  line.classList.toggle('act-left', strong);
  line.append(term, sum);
  return line;
}

/** What is charged now, in the words of the button; empty where nothing is. */
function charge(preview, money) {
  return preview.dueNow > 0 ? ` and charge ${money(preview.dueNow)} now` : ' and charge nothing now';
}

function rowsOf(preview, money, isPaused) {
  const { lines, discount, tax, total, dueNow, fromBalance, credited, renewal } = preview;
  const added = total - lines.reduce((sum, { amount }) => sum + amount, 0) + discount;
  return [
    ...lines.map(({ description, amount }) => row(description, money(amount))),
    ...(discount ? [row('Discount', money(-discount))] : []),
    ...(tax ? [row(added ? 'Tax' : 'Tax, included', money(tax))] : []),
    ...(fromBalance > 0 ? [row('From the payer’s balance, or carried over', money(-fromBalance))] : []),
    ...(fromBalance < 0 ? [row('What the payer owed before', money(-fromBalance))] : []),
    ...(credited ? [row('To the payer’s balance', money(credited), { small: 'It lowers the next charges. Nothing is paid out.' })] : []),
    row(isPaused ? 'Invoiced now, and not collected' : 'Charged now', money(dueNow), { strong: true }),
    renewal
      ? row('Then each period', money(renewal.total), { small: `First charged ${day.format(new Date(renewal.chargedAt))}.` })
      : row('Then', 'nothing', { small: 'The subscription ends before its next period.' }),
  ];
}

/**
 * @param form with a part that has data-preview, the path; and fields `quantity` and `asOf`
 * @param reword is called once the button's words are others
 */
export function preview(form, reword) {
  const part = form.querySelector('[data-preview]');
  if (!part) {
    return;
  }
  const { preview: path, currency, digits, paused } = part.dataset;
  const [rows, words, again] = ['rows', 'words', 'again'].map((name) => part.querySelector(`[data-preview-${name}]`));
  const { quantity, asOf } = form.elements;
  const plain = form.dataset.button;
  const money = (minor) => `${minor < 0 ? '−' : ''}${moneyOf(Math.abs(minor), currency, Number(digits))}`;
  let asking = new AbortController();
  let timer;

  const say = (state, text, button, instant) => {
    part.dataset.state = state;
    part.setAttribute('aria-busy', String(state === 'asking'));
    words.textContent = text;
    again.hidden = state !== 'unknown';
    form.dataset.button = button;
    asOf.value = instant;
    reword();
  };

  const ask = async (unattended) => {
    const { signal } = asking;
    try {
      const { body } = await send('GET', `${path}?quantity=${Number(quantity.value)}`, { unattended, signal });
      if (signal.aborted || asOf.closest('fieldset').disabled) {
        return;
      }
      rows.replaceChildren(...rowsOf(body, money, paused !== undefined));
      say('known', '', plain + (paused === undefined ? charge(body, money) : ''), body.asOf);
      timer = setTimeout(() => begin(0, true), FRESH);
    } catch (problem) {
      if (signal.aborted || !(problem instanceof Problem)) {
        return;
      }
      const isAway = problem.status === 0 || problem.status >= 500;
      const because = isAway ? 'Stripe has not said what this costs.' : (problem.body.detail ?? problem.body.title);
      const advice = isAway ? ' You can change the quantity all the same.' : '';
      say('unknown', `The amount is not known: ${because}${advice}`, plain, '');
    }
  };

  /** @param after milliseconds */
  const begin = (after, unattended = false) => {
    asking.abort();
    asking = new AbortController();
    clearTimeout(timer);
    // What was sent is not asked about again.
    if (!form.isConnected || asOf.closest('fieldset').disabled) {
      return;
    }
    if (!quantity.checkValidity()) {
      say('none', 'Write a whole number from 1 on to see what it costs.', plain, '');
      return;
    }
    say('asking', 'Asking Stripe what this costs…', plain, '');
    timer = setTimeout(() => ask(unattended), after);
  };

  quantity.addEventListener('input', () => begin(STILL));
  again.addEventListener('click', () => begin(0));
  form.addEventListener('paydesk:refused', () => begin(0));
  form.closest('dialog').addEventListener('close', () => {
    asking.abort();
    clearTimeout(timer);
  });
  begin(0);
}
