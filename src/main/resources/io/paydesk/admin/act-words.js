// Reads what somebody typed into a dialog, and puts it into words.

/** "1,299": whoever writes thousands so means a thousand times as much. */
const TWO_WAYS = /^[1-9]\d{0,2},\d{3}$/;

/** Minor units of "25.00" or "25,00"; null for anything that could be read in two ways. */
export function minorOf(text, digits) {
  const plain = text.replace(/\s/g, '');
  const typed = /^(\d+)(?:[.,](\d+))?$/.exec(plain);
  const decimals = typed?.[2] ?? '';
  if (!typed || decimals.length > digits || TWO_WAYS.test(plain)) {
    return null;
  }
  const minor = Number(typed[1] + decimals.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? minor : null;
}

/** "25.00" of minor units, to be typed over. */
export function typedOf(minor, digits) {
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** "1,299.00 USD", as the page around writes it. */
export function moneyOf(minor, currency, digits) {
  const number = new Intl.NumberFormat(navigator.language, {
    numberingSystem: 'latn',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(typedOf(minor, digits));
  return `${number} ${currency.toUpperCase()}`;
}

const shown = (field) => !field.disabled && !field.closest('[hidden]');

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && shown(field));
}

function problemOf(field) {
  // Its value is empty, and empty may mean something.
  if (field.validity.badInput) {
    return field.validationMessage || 'Write all of it, or leave it empty.';
  }
  const text = field.value.trim();
  if (field.required && !text) {
    return field.dataset.missing ?? 'Fill this in.';
  }
  if (text && field.dataset.as === 'amount') {
    const digits = Number(field.dataset.digits);
    const step = Number(field.dataset.step ?? 1);
    const minor = minorOf(text, digits);
    if (minor === null) {
      return `Write the amount like ${typedOf(12 * 10 ** digits, digits)}, without a separator between thousands.`;
    }
    if (minor === 0) {
      return 'The amount is more than zero.';
    }
    if (minor > Number(field.dataset.most)) {
      return `At most ${moneyOf(Number(field.dataset.most), field.dataset.currency, digits)}.`;
    }
    return minor % step === 0 ? null : 'This currency does not have such small amounts.';
  }
  return text && !field.checkValidity() ? field.validationMessage : null;
}

/** The first box of those of which one must be ticked, where none is. */
function untickedOf(form) {
  let first = null;
  for (const group of form.querySelectorAll('[data-least]')) {
    const boxes = [...group.querySelectorAll('input[type=checkbox]')].filter(shown);
    const none = boxes.length > 0 && !boxes.some((box) => box.checked);
    group.querySelector('.field-problem').textContent = none ? group.dataset.least : '';
    if (none) {
      first ??= boxes[0];
    }
  }
  return first;
}

/** Marks each field that cannot be so, and goes to the first. */
export function check(form) {
  let first = null;
  for (const field of fieldsOf(form)) {
    const problem = problemOf(field);
    const place = field.closest('.field')?.querySelector('.field-problem');
    field.toggleAttribute('aria-invalid', Boolean(problem));
    if (problem) {
      field.setAttribute('aria-invalid', 'true');
      first ??= field;
    }
    if (place) {
      place.textContent = problem ?? '';
    }
  }
  first ??= untickedOf(form);
  first?.focus();
  return first === null;
}

function valueOf(field) {
  const text = field.value.trim();
  switch (field.dataset.as) {
    case 'amount':
      return minorOf(text, Number(field.dataset.digits));
    case 'number':
      return Number(text);
    case 'numbers':
      return text ? text.split(',').map(Number) : [];
    case 'time':
      return new Date(text).toISOString();
    default:
      return text;
  }
}

/** What is sent: fields that are empty are left out, but for a list, which may be of nothing. */
export function bodyOf(form) {
  const body = {};
  for (const field of fieldsOf(form)) {
    const isChoice = field.type === 'radio' || field.type === 'checkbox';
    const isLeftOut = (field.value.trim() === '' && field.dataset.as !== 'numbers') || field.dataset.unsent !== undefined;
    if (isLeftOut || (isChoice && !field.checked)) {
      continue;
    }
    if (field.type === 'checkbox') {
      (body[field.name] ??= []).push(valueOf(field));
    } else {
      body[field.name] = valueOf(field);
    }
  }
  return body;
}

function wordsOf(field) {
  if (field.dataset.as === 'amount') {
    const digits = Number(field.dataset.digits);
    const minor = minorOf(field.value, digits);
    return minor === null ? '' : moneyOf(minor, field.dataset.currency, digits);
  }
  return field.selectedOptions?.[0]?.textContent ?? field.dataset.words ?? field.value.trim();
}

/** What the form says, in words, by the names of its fields. */
export function fieldWords(form) {
  const chosen = fieldsOf(form).filter((field) => field.type !== 'radio' || field.checked);
  return Object.fromEntries(chosen.map((field) => [field.name, wordsOf(field)]));
}

/** What somebody typed or chose, by the names of the fields; what the page has put into hidden ones is not theirs. */
export function typedIn(form) {
  return [...new FormData(form)].filter(([name]) => form.elements[name].type !== 'hidden');
}

/** The numbers of a refusal, in words; they are amounts where the form says its currency. */
export function numbersOf(body, { currency, digits }) {
  const numbers = Object.entries(body).filter(([, value]) => typeof value === 'number');
  return Object.fromEntries(
    numbers.map(([name, value]) => [name, currency ? moneyOf(value, currency, Number(digits)) : String(value)]),
  );
}

/** Fills a form with what was typed before. */
export function fill(form, values) {
  for (const field of form.elements) {
    const given = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === 'radio' || field.type === 'checkbox') {
      field.checked = given.includes(field.value);
    } else if (given.length > 0) {
      [field.value] = given;
    }
  }
}

/**
 * "Refund [refundAmount]" with what the form says, and "[answer.retried]" with what was answered; of "[answer.retried one
 * run|some runs]" the first is for one.
 */
export function inWords(text, words, answer) {
  return text
    .replace(/\[answer\.(\w+) ([^|\]]*)\|([^\]]*)\]/g, (whole, name, one, more) => (answer?.[name] === 1 ? one : more))
    .replace(/\[([\w.]+)\]/g, (whole, name) =>
      name.startsWith('answer.')
        ? (name.split('.').slice(1).reduce((value, part) => value?.[part], answer) ?? '')
        : (words[name] ?? ''),
    )
    .replace(/\s+/g, ' ')
    .trim();
}

/** What came of it, and its tone: an answer may say that it did not end well, or has not ended. */
export function outcome({ good, bad, done, ...others }, answer) {
  if (good && !answer?.[good]) {
    return [bad, 'bad'];
  }
  const state = answer?.nextAction ? 'asks' : String(answer?.status ?? '');
  const words = others[`done${state.charAt(0).toUpperCase()}${state.slice(1)}`];
  return [words ?? done, words && ['failed', 'canceled'].includes(state) ? 'bad' : 'good'];
}
