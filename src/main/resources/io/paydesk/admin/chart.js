// Keeps the overview new: its numbers, and the chart of the money that came.
import { columns, figures } from './chart-data.js';
import { draw, isDrawn, listen } from './chart-drawn.js';
import { follow } from './live.js';
import { seldom } from './seldom.js';
import { sessionEnded } from './session.js';
import { tellTimes } from './times.js';

/** After a change: what the server has counted may be two seconds old, and must have it. */
const SETTLED = 2_500;

const AT_MOST_EVERY = 4_000;

/** Of so long a time, which costs more to count and shows less of one change. */
const LONG = 40 * 24 * 3_600_000;
const SELDOM = 20_000;

const live = () => document.getElementById('live');
const place = () => document.getElementById('volume');

/** What came in the period before has come: it is asked for once. */
let behind;

/** Days are those of whoever looks: the server learns their zone by the first address, and then by the cookie. */
function inOwnZone() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = new URL(location.href);
  if (!live() || !own || asked.searchParams.has('zone') || own === live().dataset.zone) {
    return false;
  }
  document.cookie = `paydesk-zone=${own}; path=/admin; max-age=31536000; samesite=strict`;
  asked.searchParams.set('zone', own);
  location.replace(asked);
  return true;
}

async function load(box) {
  const { from, to, beforeFrom, beforeTo } = box.dataset;
  // What comes later belongs to the last bucket too, until the page is opened anew.
  const until = live().dataset.seen ? new Date().toISOString() : to;
  const now = await figures(box, from, until);
  behind ??= await figures(box, beforeFrom, beforeTo);
  draw(box, columns(now, behind, box));
}

async function begin() {
  const box = place();
  if (!box) {
    return;
  }
  try {
    await load(box);
  } catch {
    box.textContent = 'The chart could not be drawn. The numbers below are right.';
    box.classList.add('no-chart');
  }
  listen(box);
}

/** Where nothing had come yet, the first that comes brings the figures and the chart, which have no place before. */
async function lookForTheFirst() {
  const headers = { 'HX-Request': 'true', 'X-Paydesk-Unattended': '1' };
  const answer = await fetch(live().dataset.self, { headers });
  if (answer.status === 401) {
    sessionEnded();
  }
  if (!answer.ok) {
    return;
  }
  const page = document.createElement('template');
  page.innerHTML = await answer.text();
  page.content.querySelector('title')?.remove();
  const main = document.getElementById('main');
  const came = page.content.querySelector('#tiles');
  const said = (within) => within.querySelector('.begin h2')?.textContent;
  if (!came && said(page.content) === said(main)) {
    return;
  }
  const had = main.contains(document.activeElement);
  main.replaceChildren(page.content);
  tellTimes(main);
  window.htmx.process(main);
  if (had) {
    main.focus({ preventScroll: true });
  }
  await begin();
}

function refresh() {
  if (!document.getElementById('tiles')) {
    lookForTheFirst().catch(() => {}); // the next change asks again
    return;
  }
  live().dataset.seen = '1';
  live().dispatchEvent(new Event('paydesk:changed'));
  const box = place();
  if (box && isDrawn(box)) {
    load(box).catch(() => {}); // it stays as it was, and the next change tries again
  }
}

function keepNew() {
  const box = place();
  const isLong = box && Date.parse(box.dataset.to) - Date.parse(box.dataset.from) > LONG;
  const soon = seldom(isLong ? SELDOM : AT_MOST_EVERY, SETTLED, refresh);
  follow({ changed: soon, all: soon });
}

if (live() && !inOwnZone()) {
  begin();
  keepNew();
}
