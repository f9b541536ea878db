// In a frame on the shop's page, what leads away leads the whole window: Stripe's pages are shown in no frame, and the shop's
// not in its own.
export const framed = window.parent !== window;

export function leave(address) {
  (framed ? window.top : window).location.href = address;
}

// Where Stripe's page sends the payer back to: to the page that has the frame, where there is one to go back to.
export function wayBack(own) {
  return (framed && document.querySelector('a[target="_top"]')?.href) || own;
}

if (framed) {
  document.addEventListener('click', ({ target }) => {
    const paper = target.closest('a[rel~="noreferrer"]');
    if (paper) {
      paper.target = '_blank';
    }
  });
}
