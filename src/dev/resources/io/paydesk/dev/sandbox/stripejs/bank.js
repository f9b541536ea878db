// The bank's page within a page: it says when it is done, and can be canceled.

const framed = parent !== window;
const cancel = () => document.querySelector('button[value=cancel]')?.click();

document.documentElement.classList.toggle('within', framed);
if (framed && document.querySelector('[data-done]')) parent.postMessage({ paydesk: 'bank-done' }, '*');
/** Whoever has chosen a button already keeps it. */
const begin = () => document.activeElement === document.body && document.querySelector('button')?.focus();
addEventListener('focus', begin, { once: true });
if (document.hasFocus()) begin();
addEventListener('keydown', ({ key }) => key === 'Escape' && framed && cancel());
addEventListener('message', ({ source, data }) => {
  if (source === parent && data?.paydesk === 'cancel') cancel();
});
if (framed) parent.postMessage({ paydesk: 'bank-ready' }, '*');
