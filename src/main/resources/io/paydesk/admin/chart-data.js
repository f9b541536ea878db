// What the chart is drawn from: the call that apps use too, and its numbers in words.
import { call } from './api.js';

export function figures(box, from, to) {
  const asked = new URLSearchParams({
    from,
    to,
    every: box.dataset.every,
    zone: box.dataset.zone,
    currency: box.dataset.currency,
  });
  return call('GET', '/v1/figures?' + asked, { unattended: true });
}

function words(box) {
  const { digits, every, zone, currency } = box.dataset;
  const scale = 10 ** digits;
  const full = new Intl.NumberFormat(undefined, {
    minimumFractionDigits: Number(digits),
    maximumFractionDigits: Number(digits),
  });
  const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 2 });
  const day = {
    hour: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    day: { day: 'numeric', month: 'short' },
    month: { month: 'short', year: 'numeric' },
  }[every];
  const date = new Intl.DateTimeFormat(undefined, { ...day, timeZone: zone });
  return {
    amount: (minor) => `${full.format(minor / scale)} ${currency.toUpperCase()}`,
    axis: (minor) => short.format(minor / scale),
    time: (from) => date.format(new Date(from)),
    unit: `${currency.toUpperCase()} per ${every}`,
  };
}

/** One column for each bucket, with the one that lies behind it. */
export function columns(now, before, box) {
  const buckets = now.data[0]?.buckets ?? [];
  const behind = before.data[0]?.buckets ?? [];
  const starts = buckets.length ? buckets : [];
  const length = Math.max(starts.length, behind.length);
  const at = (list, i) => (i < list.length ? list[i].came : null);
  return {
    words: words(box),
    begins: Array.from({ length }, (_, i) => starts[i]?.from ?? null),
    before: Array.from({ length }, (_, i) => behind[i]?.from ?? null),
    data: [
      Array.from({ length }, (_, i) => i),
      Array.from({ length }, (_, i) => at(behind, i)),
      Array.from({ length }, (_, i) => at(starts, i)),
    ],
  };
}
