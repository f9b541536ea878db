// A list: its pages of rows, the keys that move in it, the row beside it, and what changes meanwhile.
import { Beside } from './beside.js';
import { Fresh } from './fresh.js';
import { moveByKeys } from './keys.js';
import { follow } from './live.js';
import { Pages } from './pages.js';
import { keep, kept } from './place.js';

const desk = document.querySelector('.desk');

/** The list's own address, whichever row stands in the browser's. */
const home = desk.dataset.path + desk.dataset.query;

/** Of a part of the page. */
function address(parameters) {
  const query = new URLSearchParams(desk.dataset.query);
  for (const [name, value] of Object.entries(parameters)) {
    if (value) {
      query.set(name, value);
    }
  }
  return `${desk.dataset.path}?${query}`;
}

history.scrollRestoration = 'manual';

const pages = new Pages(desk, address);
const beside = new Beside(desk, home, pages.chosen);
const fresh = new Fresh(home, address, pages);

const before = kept(home);
pages.begin(before?.pages);
if (before) {
  pages.restore(before);
  if (before.focused) {
    pages.chosen.focus(before.row);
  } else {
    pages.chosen.choose(before.row);
  }
}

// Where one is, for whoever comes back or loads the page anew. It names cursors and ids, and nobody.
function remember() {
  keep(home, { ...pages.place(), focused: pages.chosen.hasFocus() });
}

let resting = 0;
addEventListener(
  'scroll',
  () => {
    clearTimeout(resting);
    resting = setTimeout(remember, 200);
  },
  { passive: true },
);
// While the page is going already, browsers do not keep it any more.
addEventListener('beforeunload', remember);
desk.addEventListener('focusin', remember);
beside.onOpen = remember;

moveByKeys(pages.chosen, beside);

desk.addEventListener('click', (event) => {
  const row = event.target.closest('tr[data-row]');
  const other = event.target.closest('a, button');
  if (!row || event.defaultPrevented || (other && !other.matches('.open-row'))) {
    return;
  }
  const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  if (elsewhere || String(getSelection())) {
    return;
  }
  event.preventDefault();
  pages.chosen.choose(row.dataset.row);
  beside.open(row);
});

// What is done to the list as a whole is seen in it: the page around it, which these modules hold, stays.
document.addEventListener('paydesk:acted', (event) => {
  if (event.detail.opener.closest('.desk-tools')) {
    event.preventDefault();
    pages.again();
    fresh.read();
  } else {
    pages.changed(null);
  }
});

// A row that changed is read again where it stands. The streams do not tell of every table: for those, all rows in view.
// Filters that mean nothing have no rows.
if (!desk.querySelector('.empty[data-problem]')) {
  follow({
    changed: (keys) => {
      pages.changed(keys);
      fresh.look();
    },
    all: () => {
      pages.changed(null);
      fresh.look();
    },
  });
}
