// Draws the money that came, from the call that apps use too, and keeps the overview's numbers new.
import { call } from './api.js';
import { follow } from './live.js';

/** After a change: what the server has counted may be two seconds old, and must have it. */
const SETTLED = 2_500;

const AT_MOST_EVERY = 4_000;

/** Of so long a time, which costs more to count and shows less of one change. */
const LONG = 40 * 24 * 3_600_000;
const SELDOM = 20_000;

const root = document.documentElement;
const live = document.getElementById('live');
let chart;
let shown;
let behind;

/** Days are those of whoever looks: the server learns their zone by the first address. */
function inOwnZone() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = new URL(location.href);
  if (!live || !own || asked.searchParams.has('zone') || own === live.dataset.zone) {
    return false;
  }
  asked.searchParams.set('zone', own);
  location.replace(asked);
  return true;
}

function token(name) {
  return getComputedStyle(root).getPropertyValue(name).trim();
}

function figures(box, from, to) {
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

function read(now, before, box) {
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

function tell(i) {
  const reading = document.getElementById('reading');
  if (i == null) {
    reading.textContent = shown.words.unit;
    return;
  }
  const [, before, now] = shown.data;
  const parts = [];
  if (now[i] != null) {
    parts.push(`${shown.words.time(shown.begins[i])}: ${shown.words.amount(now[i])}`);
  }
  if (before[i] != null) {
    parts.push(`before, ${shown.words.time(shown.before[i])}: ${shown.words.amount(before[i])}`);
  }
  const said = parts.join(' · ');
  if (reading.textContent !== said) {
    reading.textContent = said;
  }
}

function options(box) {
  const ink = token('--ink2');
  const line = { stroke: token('--line'), width: 1 };
  const font = `12px ${token('--font')}`;
  const few = shown.data[0].length <= 14;
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    padding: [8, 28, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
    scales: {
      x: { time: false },
      y: { range: (u, min, max) => [0, max > 0 ? max * 1.08 : 100] },
    },
    axes: [
      {
        stroke: ink,
        font,
        grid: { show: false },
        ticks: { show: false },
        space: 64,
        size: 28,
        incrs: [1, 2, 3, 4, 5, 6, 7, 10, 14, 15, 30],
        values: (u, splits) =>
          splits.map((i) => {
            const from = shown.begins[i] ?? null;
            return from ? shown.words.time(from) : i in shown.before ? hourOf(i) : '';
          }),
      },
      {
        stroke: ink,
        font,
        grid: line,
        ticks: { show: false },
        size: 56,
        values: (u, splits) => splits.map((minor) => shown.words.axis(minor)),
      },
    ],
    series: [
      {},
      { stroke: token('--edge'), width: 1.5, dash: [4, 4], points: { show: false } },
      {
        stroke: token('--brand-text'),
        width: 2,
        fill: `color-mix(in srgb, ${token('--brand-text')} 12%, transparent)`,
        points: { show: few, size: 6, fill: token('--card') },
      },
    ],
    hooks: { setCursor: [(u) => tell(u.cursor.idx)] },
  };
}

/** Of today, what has not come yet is named by the hour of the day before. */
function hourOf(i) {
  return shown.before[i] ? shown.words.time(shown.before[i]) : '';
}

function draw(box) {
  chart?.destroy();
  box.replaceChildren();
  chart = new uPlot(options(box), shown.data, box);
  tell(null);
}

function moveBy(key) {
  const last = shown.data[0].length - 1;
  const from = chart.cursor.idx ?? -1;
  const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: last }[key];
  if (to === undefined) {
    return false;
  }
  const i = Math.min(last, Math.max(0, to));
  chart.setCursor({ left: chart.valToPos(i, 'x'), top: 0 });
  return true;
}

async function load(box) {
  const { from, to, beforeFrom, beforeTo } = box.dataset;
  // What comes later belongs to the last bucket too, until the page is opened anew.
  const until = live.dataset.seen ? new Date().toISOString() : to;
  const now = await figures(box, from, until);
  behind ??= await figures(box, beforeFrom, beforeTo); // what came then has come
  shown = read(now, behind, box);
  draw(box);
}

async function begin() {
  const box = document.getElementById('volume');
  if (box) {
    try {
      await load(box);
    } catch {
      box.textContent = 'The chart could not be drawn. The numbers below are right.';
      box.classList.add('no-chart');
    }
    box.addEventListener('keydown', (event) => {
      if (chart && moveBy(event.key)) {
        event.preventDefault();
      }
    });
    const redraw = () => chart && draw(box);
    new ResizeObserver(() => chart?.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
    new MutationObserver(redraw).observe(root, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  }
  const isLong = box && Date.parse(box.dataset.to) - Date.parse(box.dataset.from) > LONG;
  const refresh = seldom(isLong ? SELDOM : AT_MOST_EVERY, () => {
    live.dataset.seen = '1';
    live.dispatchEvent(new Event('paydesk:changed'));
    if (box && chart) {
      load(box).catch(() => {}); // it stays as it was, and the next change tries again
    }
  });
  follow({ changed: refresh, all: refresh });
}

/** What changes all the time is drawn at most so often, and once more after the last change. */
function seldom(pause, draw) {
  let waiting;
  let again = false;
  let last = 0;
  const ask = () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = setTimeout(
      () => {
        waiting = undefined;
        last = Date.now();
        draw();
        if (again) {
          again = false;
          ask();
        }
      },
      Math.max(SETTLED, last + pause - Date.now()),
    );
  };
  return ask;
}

if (live && !inOwnZone()) {
  begin();
}
