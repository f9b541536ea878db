// Says in a corner, and to a screen reader, what came of something. What went wrong stays until somebody has read it.

const LONG = 6000;

const SAID = 'paydesk-said';

const all = document.getElementById('toasts');

/** A dialog makes everything beside it inert, so what is said goes into it. */
function place() {
  return [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
}

/**
 * @param tone 'good' or 'bad'
 */
export function toast(words, tone = 'good') {
  const now = place();
  if (all.parentElement !== now) {
    now.append(all);
  }
  const one = document.createElement('p');
  one.className = `toast ${tone}`;
  one.textContent = words;
  if (tone === 'bad') {
    const close = Object.assign(document.createElement('button'), { type: 'button', className: 'toast-close', textContent: '×' });
    close.setAttribute('aria-label', 'Dismiss');
    close.addEventListener('click', () => one.remove());
    one.append(close);
  } else {
    setTimeout(() => one.remove(), LONG);
  }
  all.append(one);
}

// It must not go with the dialog.
document.addEventListener(
  'close',
  ({ target }) => {
    if (target.contains(all)) {
      place().append(all);
    }
  },
  true,
);

/** Says it on another page, and goes there in place of this one: what this one shows is no more. */
export function toastThere(words, path) {
  sessionStorage.setItem(SAID, words);
  location.replace(path);
}

const said = sessionStorage.getItem(SAID);
if (said) {
  sessionStorage.removeItem(SAID);
  toast(said);
}
