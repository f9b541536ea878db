// Reads a page of rows again and puts what changed in its place. No row moves: one that the filters leave out by now stays,
// and says so, until the list is loaded anew.
import { tellTimes } from './times.js';

const SHOWN = 1600;

/** What changes meanwhile is read along. */
const PAUSE = 400;

const waiting = new WeakSet();

export function mergeSoon(body, url) {
  if (!waiting.has(body)) {
    waiting.add(body);
    setTimeout(() => {
      waiting.delete(body);
      merge(body, url);
    }, PAUSE);
  }
}

async function merge(body, url) {
  if (!body.isConnected) {
    return;
  }
  let answer;
  try {
    answer = await fetch(url, { headers: { 'HX-Request': 'true', 'X-Paydesk-Unattended': '1' } });
  } catch {
    return; // The next change asks again.
  }
  if (!answer.ok || !body.isConnected) {
    return;
  }
  const page = document.createElement('template');
  page.innerHTML = await answer.text();
  const now = new Map([...page.content.querySelectorAll('tr[data-row]')].map((row) => [row.dataset.row, row]));
  const isPushed = pushed(body, [...now.keys()], page.content.querySelector('tbody').dataset.next);
  for (const row of body.rows) {
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
