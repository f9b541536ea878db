// Card numbers, dates and codes as people type them.

const BRANDS = [
  { brand: 'amex', name: 'American Express', starts: /^3[47]/, length: 15, groups: [4, 6, 5], cvc: 4 },
  { brand: 'diners', name: 'Diners Club', starts: /^3(0[0-5]|[68])/, length: 14, groups: [4, 6, 4] },
  { brand: 'jcb', name: 'JCB', starts: /^35/ },
  { brand: 'visa', name: 'Visa', starts: /^4/ },
  { brand: 'mastercard', name: 'Mastercard', starts: /^(5[1-5]|2[2-7])/ },
  { brand: 'discover', name: 'Discover', starts: /^6(011|4[4-9]|5)/ },
  { brand: 'unionpay', name: 'UnionPay', starts: /^62/ },
];
const ANY = { brand: 'unknown', length: 16, groups: [4, 4, 4, 4], cvc: 3 };

const brandOf = (digits) => ({ ...ANY, ...BRANDS.find(({ starts }) => starts.test(digits)) });

const digitsOf = (text) => text.replace(/\D/g, '');

function grouped(digits, groups) {
  let at = 0;
  return groups.map((size) => digits.slice(at, (at += size))).filter(Boolean).join(' ');
}

/** See Luhn's algorithm: it finds a digit that was mistyped. */
function sums(digits) {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function wrongNumber(text) {
  const digits = digitsOf(text);
  if (digits.length < brandOf(digits).length) return 'incomplete_number';
  return sums(digits) ? null : 'invalid_number';
}

/** Month and year, or undefined while they are incomplete. */
function dateOf(text) {
  const digits = digitsOf(text);
  if (digits.length < 4) return undefined;
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) };
}

function wrongExpiry(text) {
  const date = dateOf(text);
  if (!date || date.month < 1 || date.month > 12) return 'incomplete_expiry';
  const now = new Date();
  const past = date.year < now.getFullYear()
    || date.year === now.getFullYear() && date.month <= now.getMonth();
  return past ? 'invalid_expiry_year_past' : null;
}

/** As it is typed: 4 becomes 04, a year of four digits one of two. */
function dated(text, deletes) {
  let digits = digitsOf(text);
  if (/^[2-9]/.test(digits)) digits = `0${digits}`;
  if (/^\d\d20\d\d/.test(digits)) digits = digits.slice(0, 2) + digits.slice(4);
  digits = digits.slice(0, 6);
  const [month, year] = [digits.slice(0, 2), digits.slice(2)];
  // The year 2020 begins like every other of this century.
  const shown = /^20\d?$/.test(year) ? year : year.slice(0, 2);
  return month.length === 2 && (shown || !deletes) ? `${month} / ${shown}` : month;
}

/** Rewrites what is typed, and leaves the cursor after the same digit. */
function rewrite(input, by) {
  input.addEventListener('input', ({ inputType }) => {
    const before = digitsOf(input.value.slice(0, input.selectionStart)).length;
    const atEnd = input.selectionStart === input.value.length;
    const deletes = inputType?.startsWith('delete');
    const after = by(input.value, deletes);
    if (after === input.value) return;
    input.value = after;
    if (atEnd) return;
    let at = 0;
    for (let seen = 0; seen < before && at < after.length; at++) if (/\d/.test(after[at])) seen++;
    input.setSelectionRange(at, at);
  });
}
