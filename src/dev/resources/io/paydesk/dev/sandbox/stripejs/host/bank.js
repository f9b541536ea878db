// 3-D Secure: the bank's page in a dialog over the page.

const OVER_ALL = {
  position: 'fixed', inset: '0', width: '100vw', height: '100dvh', maxWidth: 'none', maxHeight: 'none',
  margin: '0', padding: '0', border: '0', background: 'rgb(8 12 20 / 60%)', overflow: 'auto',
  boxSizing: 'border-box', placeItems: 'center', colorScheme: 'light dark',
};
const BANK_LOOK = {
  width: 'min(calc(100% - 32px), 420px)', height: 'min(calc(100% - 32px), 440px)', border: '0', borderRadius: '14px',
  background: 'transparent', colorScheme: 'light dark',
};

/** The same page at the address that this script came from, which the page allows. */
function here(url) {
  const { pathname, search } = new URL(url);
  return ORIGIN + pathname + search;
}

/** Ends once the payer has passed, failed or canceled. */
function askTheBank(url) {
  const before = document.activeElement;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', '3-D Secure');
  // Until the bank's page is there, the keys are heard here.
  dialog.tabIndex = -1;
  Object.assign(dialog.style, OVER_ALL, { display: 'grid', outline: '0' });
  const iframe = document.createElement('iframe');
  Object.assign(iframe, { src: here(url), title: '3D Secure authentication frame' });
  Object.assign(iframe.style, BANK_LOOK);
  dialog.append(iframe);
  document.body.append(dialog);
  dialog.showModal();
  dialog.focus();
  return new Promise((ended) => {
    let gives = false;
    let isReady = false;
    // The bank ends it, not this page; and it may not be there yet.
    const giveUp = () => {
      gives = true;
      if (isReady) iframe.contentWindow.postMessage({ paydesk: 'cancel' }, ORIGIN);
    };
    const hear = ({ source, origin, data }) => {
      if (source !== iframe.contentWindow || origin !== ORIGIN) return;
      if (data?.paydesk === 'bank-ready') {
        isReady = true;
        if (gives) giveUp();
      }
      if (data?.paydesk !== 'bank-done') return;
      removeEventListener('message', hear);
      dialog.remove();
      before?.focus?.();
      ended();
    };
    addEventListener('message', hear);
    iframe.addEventListener('load', () => iframe.focus());
    dialog.addEventListener('keydown', (pressed) => {
      if (pressed.key !== 'Escape') return;
      pressed.preventDefault();
      giveUp();
    });
    dialog.addEventListener('cancel', (escape) => {
      escape.preventDefault();
      giveUp();
    });
    // Some browsers close it without asking, if nothing else was pressed on the page.
    dialog.addEventListener('close', () => {
      if (!dialog.isConnected) return;
      dialog.showModal();
      giveUp();
    });
  });
}
