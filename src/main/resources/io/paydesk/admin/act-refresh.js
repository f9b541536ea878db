// After an action, the page shows what came of it.

/**
 * Draws anew what the row stands in. A page that does so in its own way prevents this,
 * and says in `drawn` when it has.
 *
 * @returns a promise of when it is drawn
 */
export function refresh(opener) {
  const acted = new CustomEvent('paydesk:acted', { cancelable: true, detail: { act: opener.dataset.act, opener } });
  if (!document.dispatchEvent(acted)) {
    return acted.detail.drawn;
  }
  const part = opener.isConnected
    ? opener.closest('[data-refresh]')
    : document.querySelector('#beside:not([hidden]) #beside-row');
  const target = part ?? document.getElementById('main');
  const held = target.contains(document.activeElement) && document.activeElement.dataset.act;
  return window.htmx?.ajax('GET', part?.dataset.refresh || location.pathname + location.search, { target, swap: 'innerHTML' }).then(() => {
    if (held) {
      (target.querySelector(`button[data-act="${CSS.escape(held)}"]`) ?? document.getElementById('main')).focus();
    }
  });
}
