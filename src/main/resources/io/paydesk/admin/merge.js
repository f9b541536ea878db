// Reads a page of rows again and puts what changed in its place. No row moves: one that the filters leave out by now stays,
// and says so, until the list is loaded anew.
import { tellTimes } from './times.js';

const SHOWN = 1600;

/** What changes meanwhile is read along. */
const PAUSE = 400;

/** Where rows change all the time, the same page is read again at most so often. */
const BUSY = 2_000;

/** In ms: who scrolls meanwhile must not notice. */
const SLICE = 5;

/** Pages that wait to be read, or are being read: true where they have to be read once more after that. */
const reading = new Map();

/** @param url of the page, asked for when it is read: where it begins may change until then */
export function mergeSoon(body, url, pause = PAUSE) {
  if (reading.has(body)) {
    reading.set(body, true);
    return;
  }
  reading.set(body, false);
  setTimeout(async () => {
    reading.set(body, false);
    // One after the other: an older answer must not come last.
    await merge(body, url).catch(() => {}); // the next change asks again
    const hasChanged = reading.get(body);
    reading.delete(body);
    if (hasChanged && body.isConnected) {
      mergeSoon(body, url, BUSY);
    }
  }, pause);
}

async function merge(body, url) {
  if (!body.isConnected) {
    return;
  }
  const answer = await fetch(url(), { headers: { 'HX-Request': 'true', 'X-Paydesk-Unattended': '1' } });
  if (!answer.ok || !body.isConnected) {
    return;
  }
  const page = document.createElement('template');
  page.innerHTML = await answer.text();
  const now = new Map([...page.content.querySelectorAll('tr[data-row]')].map((row) => [row.dataset.row, row]));
  const isPushed = pushed(body, [...now.keys()], page.content.querySelector('tbody').dataset.next);
  let begun = performance.now();
  for (const row of [...body.rows]) {
    if (performance.now() - begun > SLICE) {
      await new Promise((resolve) => setTimeout(resolve));
      begun = performance.now();
    }
    const other = now.get(row.dataset.row);
    tellLeft(row, !other && !isPushed(row));
    if (other && said(other) !== said(row)) {
      replace(row, other);
    }
  }
}

/** Rows that came into a full page push its last ones to the next page. */
function pushed(body, now, next) {
  const rows = [...body.rows];
  const last = next ? rows.findIndex((row) => row.dataset.row === now.at(-1)) : -1;
  return (row) => last >= 0 && rows.indexOf(row) > last;
}

function tellLeft(row, hasLeft) {
  row.classList.toggle('left', hasLeft);
  const told = row.querySelector('.left-words');
  if (!hasLeft) {
    told?.remove();
  } else if (!told) {
    const words = document.createElement('span');
    words.className = 'left-words';
    words.textContent = 'no longer in this list';
    (row.querySelector('.c-status') ?? row.cells[0]).append(words);
  }
}

function replace(row, other) {
  const had = row.contains(document.activeElement);
  const { tabIndex } = row.querySelector('.open-row');
  row.dataset.keys = other.dataset.keys;
  row.replaceChildren(...other.children);
  const link = row.querySelector('.open-row');
  link.tabIndex = tabIndex;
  if (had) {
    link.focus({ preventScroll: true });
  }
  tellTimes(row);
  row.classList.add('changed');
  setTimeout(() => row.classList.remove('changed'), SHOWN);
}

/** What a row says, but for how long ago it was. */
function said(row) {
  return [...row.cells]
    .map((cell) => cell.querySelector('time')?.dateTime ?? cell.querySelector('.badge')?.outerHTML + cell.textContent)
    .join('|');
}
