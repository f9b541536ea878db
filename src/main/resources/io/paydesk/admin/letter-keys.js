// Keys of one letter can be switched off: who speaks to their browser, or types beside a field, presses them unwillingly.

const NAME = 'paydesk-keys';

const root = document.documentElement;
const search = document.getElementById('search-open');
const shortcuts = search?.getAttribute('aria-keyshortcuts');

export function lettersWork() {
  return localStorage.getItem(NAME) !== 'off';
}

function show() {
  const work = lettersWork();
  root.classList.toggle('no-letters', !work);
  search?.setAttribute('aria-keyshortcuts', work ? shortcuts : shortcuts.replace('/ ', ''));
  for (const box of document.querySelectorAll('input[data-letter-keys]')) {
    box.checked = work;
  }
}

function choose({ target }) {
  if (target.checked) {
    localStorage.removeItem(NAME);
  } else {
    localStorage.setItem(NAME, 'off');
  }
  show();
}

/** @param box a check box that says whether they work */
export function switchedBy(box) {
  box.checked = lettersWork();
  box.addEventListener('change', choose);
}

for (const box of document.querySelectorAll('input[data-letter-keys]')) {
  switchedBy(box);
  box.closest('[hidden]')?.removeAttribute('hidden');
}
addEventListener('storage', ({ key }) => key === NAME && show());
show();
