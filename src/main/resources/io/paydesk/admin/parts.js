// A part of the page that did not come says so in its place, with a button that asks again. What is shown already stays.
import { words, paragraph } from './failed.js';

const LOST = 'The service was not reached. Check your connection.';

/** What the page reads again by itself is not told: the next time may go well. */
function isPart(elt) {
  return elt.hasAttribute('hx-get') && (elt.matches('button') || !!elt.querySelector('.bone, [data-again]'));
}

function tell(elt, said) {
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'button small';
  again.dataset.again = '';
  again.textContent = 'Try again';
  if (elt.matches('button')) {
    elt.parentElement.querySelector('.problem-note')?.remove();
    elt.before(said);
    return;
  }
  again.addEventListener('click', () =>
    htmx.ajax('GET', elt.getAttribute('hx-get'), {
      source: elt,
      target: elt,
      swap: elt.getAttribute('hx-swap') ?? 'innerHTML',
    }),
  );
  elt.removeAttribute('aria-busy');
  elt.replaceChildren(said, again);
}

document.addEventListener('htmx:responseError', ({ detail: { elt, xhr } }) => {
  if (xhr.status !== 401 && isPart(elt)) {
    tell(elt, words(xhr.responseText));
  }
});

document.addEventListener('htmx:sendError', ({ detail: { elt } }) => {
  if (isPart(elt)) {
    tell(elt, paragraph(LOST));
  }
});
