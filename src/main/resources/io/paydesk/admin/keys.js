// The keys of a list: they move from row to row, open one beside it, and close it. "?" shows them.
import { lettersWork, switchedBy } from './letter-keys.js';

const KEYS = [
  ['j', '↓', 'Next row'],
  ['k', '↑', 'Row before'],
  ['Enter', 'o', 'Open the row'],
  ['Esc', 'Close the row'],
  ['/', 'Search'],
  ['?', 'These keys'],
];

const WRITES = 'input, textarea, select, [contenteditable], dialog[open], [popover]:popover-open';

export function moveByKeys(chosen, beside) {
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || target.closest(WRITES)) {
      return;
    }
    if (document.querySelector('dialog[open]')) {
      return;
    }
    const inRows = !!target.closest('tr[data-row]');
    if (key.length === 1 && !lettersWork()) {
      return;
    }
    if (key === 'j' || (key === 'ArrowDown' && inRows)) {
      move(1, event);
    } else if (key === 'k' || (key === 'ArrowUp' && inRows)) {
      move(-1, event);
    } else if (key === 'o' || (key === 'Enter' && inRows)) {
      open(event);
    } else if (key === 'Escape' && beside.isOpen()) {
      event.preventDefault();
      beside.close();
    } else if (key === '?') {
      event.preventDefault();
      help().showModal();
    }
  });

  function open(event) {
    const row = chosen.row();
    if (row) {
      event.preventDefault();
      beside.open(row);
    }
  }

  function move(by, event) {
    event.preventDefault();
    const rows = chosen.rows();
    const now = rows.indexOf(chosen.row());
    // Whoever has scrolled away goes on from what they see; the first key comes to the first row.
    const isSeen = now >= 0 && (chosen.hasFocus() || beside.isOpen() || inView(rows[now]));
    const next = !isSeen ? rows.find(inView) : chosen.hasFocus() || beside.isOpen() ? rows[now + by] : rows[now];
    if (!next) {
      return;
    }
    next.scrollIntoView({ block: 'nearest' });
    if (beside.isOpen()) {
      chosen.choose(next.dataset.row);
      beside.open(next);
    } else {
      chosen.focus(next.dataset.row);
    }
  }
}

function inView(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

function help() {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog key-help';
  dialog.setAttribute('aria-labelledby', 'keys-title');
  const title = document.createElement('h2');
  title.id = 'keys-title';
  title.textContent = 'Keys';
  const list = document.createElement('dl');
  for (const [...parts] of KEYS) {
    const words = parts.pop();
    const line = document.createElement('div');
    const term = document.createElement('dt');
    parts.forEach((key) => term.append(Object.assign(document.createElement('kbd'), { textContent: key }), ' '));
    line.append(term, Object.assign(document.createElement('dd'), { textContent: words }));
    list.append(line);
  }
  const form = document.createElement('form');
  form.method = 'dialog';
  form.className = 'dialog-buttons';
  form.append(Object.assign(document.createElement('button'), { className: 'button', textContent: 'Close' }));
  dialog.append(title, list, letters(), form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}

function letters() {
  const label = document.createElement('label');
  label.className = 'letter-keys';
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
  box.dataset.letterKeys = '';
  switchedBy(box);
  label.append(box, 'Keys of one letter or sign work. “Your session” has this switch too.');
  return label;
}
