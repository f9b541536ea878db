// Prices in major units and amounts in the smallest one, with no fractions of numbers in between.

import { fetched } from './calls.js';

const counted = new Map();

/** Asks how Stripe counts a currency, once. */
export async function learn(currency) {
  if (!counted.has(currency)) counted.set(currency, await fetched(`/v1/currencies/${currency}`));
}

export const isLearned = (currency) => counted.has(currency);

/** 9999 is "99.99 USD". */
export function priced(amount, currency) {
  if (!isLearned(currency)) return `${amount} in the smallest unit of ${currency}`;
  return `${decimal(amount, currency)} ${currency.toUpperCase()}`;
}

/** 9999 is "99.99"; of a currency that is learned. */
export function decimal(amount, currency) {
  const { digits } = counted.get(currency);
  const text = String(amount).padStart(digits + 1, '0');
  const point = text.length - digits;
  return digits ? `${text.slice(0, point)}.${text.slice(point)}` : text;
}

/** "99.99" is 9999; null where it is no amount of this currency. */
export function amountOf(price, currency) {
  const { digits } = counted.get(currency);
  const [, whole, decimals = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(price) ?? [];
  if (whole === undefined || decimals.length > digits) return null;
  return Number(whole + decimals.padEnd(digits, '0'));
}

export function notAnAmount(currency) {
  const { digits, example } = counted.get(currency);
  const code = currency.toUpperCase();
  const detail = `Type an amount of ${code}, with ${digits || 'no'} decimals: ${example}.`;
  return Object.assign(new Error(detail), { title: 'Not an amount', final: true });
}
