// The menu of further actions: a press elsewhere or Escape closes it.

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.act-more[open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

// What is drawn anew must not take an open menu away from under a finger: it waits until the menu is closed.
let waiting = null;

document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.target.querySelector?.('details.act-more[open]')) {
    detail.shouldSwap = false;
    waiting = { path: detail.pathInfo.requestPath, target: detail.target };
  }
});

document.addEventListener(
  'toggle',
  ({ target }) => {
    if (waiting && target.matches?.('details.act-more:not([open])')) {
      const { path, target: place } = waiting;
      waiting = null;
      window.htmx?.ajax('GET', path, { target: place, swap: 'innerHTML', headers: { 'X-Paydesk-Unattended': '1' } });
    }
  },
  true,
);

// Before the keys of a list hear of it, which would close the row too.
document.addEventListener(
  'keydown',
  (event) => {
    const menu = event.key === 'Escape' && document.querySelector('details.act-more[open]');
    if (menu && !document.querySelector('dialog[open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
      event.preventDefault();
    }
  },
  true,
);
