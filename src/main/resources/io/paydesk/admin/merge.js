// Reads a page of rows again and puts what changed in its place. No row moves: one that the filters leave out by now stays,
// and says so, until the list is loaded anew.
import { tellTimes } from './times.js';

const SHOWN = 1600;

export async function merge(body, url) {
  let answer;
  try {
    answer = await fetch(url, { headers: { 'HX-Request': 'true', 'X-Paydesk-Unattended': '1' } });
  } catch {
    return; // The next change asks again.
  }
  if (!answer.ok || !body?.isConnected) {
    return;
  }
  const page = document.createElement('template');
  page.innerHTML = await answer.text();
  const now = new Map([...page.content.querySelectorAll('tr[data-row]')].map((row) => [row.dataset.row, row]));
  for (const row of body.rows) {
    const other = now.get(row.dataset.row);
    row.classList.toggle('left', !other);
    if (other && said(other) !== said(row)) {
      replace(row, other);
    }
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
