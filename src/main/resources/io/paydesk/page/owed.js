// Shows what a subscription owes: its open invoices, their sum, and what the button takes.
import { relabel } from './button.js';
import { facts } from './page.js';

const form = () => document.getElementById('form');
const words = (name, value) => form().dataset[name].replace('¤', value);

export function note(words) {
  const place = document.getElementById('owed-note');
  if (place) {
    place.textContent = words;
  }
}

export function list(owed) {
  const { openInvoices: invoices } = owed;
  const place = document.getElementById('owed');
  place.removeAttribute('aria-busy');
  place.replaceChildren(...(invoices ?? []).map(line));
  place.hidden = place.children.length === 0;
  note(place.children.length > 1 ? words('several', String(place.children.length)) : '');
  price(owed);
}

// What the button takes, and what is owed in all.
export function price(owed) {
  relabel(label(owed));
  total(owed);
}

function label(owed) {
  const [first] = owed.openInvoices ?? [];
  return owed.clientSecretType === 'setup' || !first ? form().dataset.save : words('pay', amount(first));
}

function total({ openInvoices }) {
  const [first, ...others] = openInvoices ?? [];
  const place = document.querySelector('.sum-total bdi');
  if (first && place && others.every(({ currency }) => currency === first.currency)) {
    const sum = [first, ...others].reduce((all, { price }) => all + Number(price), 0);
    place.textContent = amount({ ...first, price: sum });
  }
}

function line(invoice) {
  const item = document.createElement('li');
  item.className = 'owed-one';
  const text = (kind, value) => {
    const words = document.createElement('p');
    words.className = kind;
    const isolated = document.createElement('bdi');
    isolated.textContent = value;
    words.append(isolated);
    return words;
  };
  const about = document.createElement('div');
  about.append(text('owed-period', period(invoice)));
  if (invoice.attempts > 0) {
    about.append(text('owed-tries', words('tries', String(invoice.attempts))));
  }
  item.append(about, text('owed-amount', amount(invoice)));
  return item;
}

function amount({ price, currency }) {
  const text = new Intl.NumberFormat(facts().locale, { style: 'currency', currency }).format(Number(price));
  // Among words that are read from right to left it is still read from left to right.
  return document.documentElement.dir === 'rtl' ? `\u2066${text.replaceAll('\u200f', '')}\u2069` : text;
}

function period({ periodStart, periodEnd, createdAt }) {
  const days = new Intl.DateTimeFormat(facts().locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return periodStart && periodEnd
    ? days.formatRange(new Date(periodStart), new Date(periodEnd))
    : days.format(new Date(createdAt));
}
