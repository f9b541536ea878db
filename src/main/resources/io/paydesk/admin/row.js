// The row that is shown is drawn anew when it, or what belongs to its order, has changed. What somebody has unfolded stays so.
const SOON = 300;

let waiting;

/** Dialogs of the row are not in it, so they stay. */
function draw() {
  waiting = undefined;
  for (const place of document.querySelectorAll('.row-place')) {
    const held = place.contains(document.activeElement) && document.activeElement.matches('summary, button, a');
    if (held) {
      // Not from under the hands of somebody: once they have gone on.
      place.addEventListener('focusout', later, { once: true });
      continue;
    }
    const open = [...place.querySelectorAll('details[data-key][open]')].map((one) => one.dataset.key);
    window.htmx?.ajax('GET', place.dataset.refresh, { source: place, target: place, swap: 'innerHTML' }).then(() => {
      for (const one of place.querySelectorAll('details[data-key]')) {
        one.open = open.includes(one.dataset.key);
      }
    });
  }
}

function later() {
  waiting ??= setTimeout(draw, SOON);
}

document.body.addEventListener('row-changed', ({ detail }) => {
  const place = document.querySelector('.row-place');
  const isOurs = place && (place.dataset.row === `${detail.table}:${detail.id}` || place.dataset.order === String(detail.orderId));
  if (isOurs) {
    later();
  }
});

// Beside a list, the list follows what changes and tells of it.
if (!document.querySelector('.desk')) {
  const { follow } = await import('./live.js');
  follow({ all: later });
}
