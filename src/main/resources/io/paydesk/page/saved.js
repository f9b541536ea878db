// How a saved payment method is called.
import { facts } from './page.js';

const BRANDS = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

export function named({ brand, type, last4 }) {
  const name = BRANDS[brand] ?? (brand || type).replaceAll('_', ' ');
  return last4 ? `${name} •••• ${last4}` : name;
}

export function untilWords({ expMonth, expYear, expired }) {
  if (!expMonth || !expYear) {
    return '';
  }
  const month = `${String(expMonth).padStart(2, '0')}/${String(expYear).slice(-2)}`;
  return (expired ? facts().expired : facts().until).replace('¤', month);
}
