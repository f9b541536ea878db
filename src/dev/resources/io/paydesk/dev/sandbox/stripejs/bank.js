// The bank's page within a page: it says when it is done, and can be canceled.

const framed = parent !== window;
if (document.querySelector('[data-done]') && framed) {
  parent.postMessage({ paydesk: 'bank-done' }, '*');
}
const cancel = () => document.querySelector('button[value=cancel]')?.click();
addEventListener('keydown', ({ key }) => key === 'Escape' && framed && cancel());
addEventListener('message', ({ source, data }) => {
  if (source === parent && data?.paydesk === 'cancel') cancel();
});
