// The chart itself: how it is drawn, and what it says of the bucket that somebody points at.

const root = document.documentElement;
let chart = null;
let shown;

function token(name) {
  return getComputedStyle(root).getPropertyValue(name).trim();
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

/** @param columns what it shows from now on; the same as before where it is left out */
export function draw(box, columns = shown) {
  shown = columns;
  chart?.destroy();
  box.replaceChildren();
  chart = new uPlot(options(box), shown.data, box);
  tell(null);
}

export function isDrawn(box) {
  return !!chart && box.contains(chart.root);
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

/** It follows the keys, its room, and the theme. */
export function listen(box) {
  box.addEventListener('keydown', (event) => {
    if (isDrawn(box) && moveBy(event.key)) {
      event.preventDefault();
    }
  });
  const redraw = () => isDrawn(box) && draw(box);
  new ResizeObserver(
    () => isDrawn(box) && chart.setSize({ width: box.clientWidth, height: box.clientHeight }),
  ).observe(box);
  new MutationObserver(redraw).observe(root, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}
