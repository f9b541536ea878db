// Reads what somebody typed into a dialog, and puts it into words.

/** Minor units of "25.00" or "25,00"; null for anything that could be read in two ways. */
export function minorOf(text, digits) {
  const typed = /^(\d+)(?:[.,](\d+))?$/.exec(text.replace(/\s/g, ''));
  const decimals = typed?.[2] ?? '';
  if (!typed || decimals.length > digits) {
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

export function moneyOf(minor, currency, digits) {
  return new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(typedOf(minor, digits));
}

const shown = (field) => !field.disabled && !field.closest('[hidden]');

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && shown(field));
}

function problemOf(field) {
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
    case 'time':
      return new Date(text).toISOString();
    default:
      return text;
  }
}

/** What is sent: fields that are empty are left out. */
export function bodyOf(form) {
  const body = {};
  for (const field of fieldsOf(form)) {
    const isChoice = field.type === 'radio' || field.type === 'checkbox';
    if (field.value.trim() === '' || (isChoice && !field.checked)) {
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

/** "Refund [refundAmount]" with what the form says, and "[answer.retried]" with what was answered. */
export function inWords(text, words, answer) {
  return text
    .replace(/\[([\w.]+)\]/g, (whole, name) =>
      name.startsWith('answer.')
        ? (name.split('.').slice(1).reduce((value, part) => value?.[part], answer) ?? '')
        : (words[name] ?? ''),
    )
    .replace(/\s+/g, ' ')
    .trim();
}
