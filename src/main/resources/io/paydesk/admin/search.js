// Finds anything: Cmd-K, Ctrl-K or / opens the dialog. What is typed goes out in a POST, and is forgotten on closing.
import { lettersWork } from './letter-keys.js';

const dialog = document.getElementById('find');
const text = document.getElementById('find-text');
const hits = document.getElementById('find-hits');
const said = document.getElementById('find-said');

/** Whether what is shown is not yet for what is typed: Enter must not open it. */
let stale = false;

/** How the first hit is to be opened once it is there; null for not at all. */
let wanted = null;

const options = () => [...hits.querySelectorAll('[role="option"]')];
const chosen = () => hits.querySelector('[aria-selected="true"]');

function choose(option) {
  chosen()?.setAttribute('aria-selected', 'false');
  if (option) {
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    text.setAttribute('aria-activedescendant', option.id);
  } else {
    text.removeAttribute('aria-activedescendant');
  }
}

function move(by) {
  const all = options();
  if (all.length > 0) {
    choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
  }
}

function open(option, elsewhere) {
  const to = option?.dataset.href;
  if (!to) {
    return;
  }
  if (elsewhere) {
    window.open(to, '_blank', 'noopener');
  } else {
    dialog.close();
    location.assign(to);
  }
}

/** In place of hits. */
function tell(words) {
  const note = document.createElement('div');
  note.className = 'find-none';
  note.setAttribute('role', 'presentation');
  note.textContent = words;
  hits.replaceChildren(note);
  said.textContent = words;
  expand(false);
  wanted = null;
}

/** Words in place of hits are no list. */
function expand(hasHits) {
  text.setAttribute('aria-expanded', String(hasHits));
  hits.setAttribute('role', hasHits ? 'listbox' : 'group');
}

function show() {
  if (!dialog.open && !document.querySelector('dialog[open]')) {
    dialog.showModal();
    text.focus();
    window.htmx?.trigger(text, 'find-open');
  }
}

const isTyping = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

function listen() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) {
      return;
    }
    const k = event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey;
    const slash = event.key === '/' && lettersWork() && !event.metaKey && !event.ctrlKey && !event.altKey && !isTyping(event.target);
    if (k && dialog.open) {
      event.preventDefault();
      dialog.close();
    } else if (k || slash) {
      event.preventDefault();
      show();
    }
  });

  document.querySelectorAll('#search-open, [data-search]').forEach((button) => button.addEventListener('click', show));
  document.getElementById('find-close').addEventListener('click', () => dialog.close());

  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });

  dialog.addEventListener('close', () => {
    text.value = '';
    hits.replaceChildren();
    said.textContent = '';
    expand(false);
    choose(null);
    stale = false;
    wanted = null;
  });

  text.addEventListener('input', () => {
    stale = true;
    wanted = null;
    choose(null);
  });

  text.addEventListener('keydown', (event) => {
    if (event.isComposing) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (stale) {
        wanted = { elsewhere: event.metaKey || event.ctrlKey };
      } else {
        open(chosen(), event.metaKey || event.ctrlKey);
      }
    }
  });

  hits.addEventListener('click', (event) => {
    open(event.target.closest('[role="option"]'), event.metaKey || event.ctrlKey);
  });

  hits.addEventListener('pointermove', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option && option !== chosen()) {
      choose(option);
    }
  });

  // An answer that comes after the dialog was closed, or to what was typed before, shows nothing.
  hits.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (!dialog.open || detail.requestConfig.formData.get('text') !== text.value) {
      detail.shouldSwap = false;
    } else if (detail.xhr.status >= 400) {
      detail.shouldSwap = false;
      tell('The search did not work. Type on to try again.');
    }
  });

  text.addEventListener('htmx:sendError', () => {
    tell('The service was not reached. Check your connection, then type on.');
  });

  hits.addEventListener('htmx:afterSwap', () => {
    const all = options();
    stale = false;
    expand(all.length > 0);
    choose(all[0] ?? null);
    said.textContent = hits.querySelector('[data-said]')?.dataset.said ?? '';
    if (wanted && all.length > 0) {
      open(all[0], wanted.elsewhere);
    }
    wanted = null;
  });
}

// Nobody has signed in where it is not there.
if (dialog) {
  listen();
}
