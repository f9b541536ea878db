// Finds anything: Cmd-K, Ctrl-K or / opens the dialog. What is typed goes out in a POST, and is forgotten on closing.

const dialog = document.getElementById('find');
const text = document.getElementById('find-text');
const hits = document.getElementById('find-hits');
const said = document.getElementById('find-said');

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
    const slash = event.key === '/' && !event.metaKey && !event.ctrlKey && !event.altKey && !isTyping(event.target);
    if (k && dialog.open) {
      event.preventDefault();
      dialog.close();
    } else if (k || slash) {
      event.preventDefault();
      show();
    }
  });

  document.getElementById('search-open').addEventListener('click', show);
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
    text.setAttribute('aria-expanded', 'false');
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
      open(chosen(), event.metaKey || event.ctrlKey);
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

  // An answer that comes after the dialog was closed shows nothing to whoever looks next.
  hits.addEventListener('htmx:beforeSwap', (event) => {
    if (!dialog.open) {
      event.detail.shouldSwap = false;
    }
  });

  hits.addEventListener('htmx:afterSwap', () => {
    const all = options();
    text.setAttribute('aria-expanded', String(all.length > 0));
    choose(all[0] ?? null);
    said.textContent = hits.querySelector('[data-said]')?.dataset.said ?? '';
  });
}

// Nobody has signed in where it is not there.
if (dialog) {
  listen();
}
