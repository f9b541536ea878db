// The dialog of an action: whose money it is about, how it is closed, and where the keyboard goes then.

export const find = (within, name) => within.querySelector(`[data-part="${name}"]`);

/** The row may have been drawn anew meanwhile: null where it does not offer this any more. */
export function nowOf(opener) {
  return opener.isConnected ? opener : document.querySelector(`button[data-act="${CSS.escape(opener.dataset.act)}"]`);
}

function templateOf(opener) {
  const name = CSS.escape(opener.dataset.act);
  const beside = opener.parentElement.querySelector(`template[data-act-form="${name}"]`);
  return beside ?? document.querySelector(`template[data-act-form="${name}"]`);
}

function goBackTo(opener) {
  const again = nowOf(opener);
  const hidden = again?.closest('details:not([open])')?.querySelector('summary');
  (hidden ?? again ?? document.getElementById('main')).focus();
}

/** The page behind may be covered, or show something else by now. */
function sayWhose(title, opener) {
  const whose = opener.closest('[data-whose]')?.dataset.whose;
  if (whose) {
    const line = document.createElement('p');
    line.className = 'act-whose';
    line.textContent = whose;
    title.after(line);
  }
}

/** A press outside closes it where nothing is lost by that: nothing was typed, and it is no second press on the opener. */
function closes(dialog, { target, detail }) {
  const isOutside = target === dialog && dialog.dataset.outside === 'true';
  return isOutside && detail <= 1 && !dialog.dataset.typed;
}

/** Made of the opener's template, and not shown yet. */
export function dialogOf(opener) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog act';
  dialog.append(templateOf(opener).content.cloneNode(true));
  const title = dialog.querySelector('h2');
  title.id = `act-title-${document.querySelectorAll('dialog').length}`;
  dialog.setAttribute('aria-labelledby', title.id);
  sayWhose(title, opener);
  opener.closest('details')?.removeAttribute('open');
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (!dialog.dataset.left) {
      goBackTo(opener);
    }
  });
  dialog.addEventListener('input', () => (dialog.dataset.typed = 'true'));
  // Only a press that began outside closes it: text that is being marked may end there.
  dialog.addEventListener('pointerdown', (event) => {
    dialog.dataset.outside = String(event.target === dialog);
  });
  dialog.addEventListener('click', (event) => {
    if (event.target.closest('[data-act-close]') || closes(dialog, event)) {
      dialog.close();
    }
  });
  return dialog;
}

/** Shown once, and gone with the dialog. */
export function showSecret(dialog, secret, words, note) {
  const result = dialog.querySelector('template[data-act-result]').content.cloneNode(true);
  find(result, 'words').textContent = words;
  find(result, 'secret').textContent = secret;
  find(result, 'copy').dataset.copy = secret;
  find(result, 'note').textContent = note ?? '';
  dialog.replaceChildren(result);
  const title = dialog.querySelector('h2');
  title.id = dialog.getAttribute('aria-labelledby');
  title.focus();
}

// Whoever leaves a row leaves what was to be done to it. A secret that is shown once stays.
document.addEventListener('paydesk:left', () => {
  for (const dialog of [...document.querySelectorAll('dialog.act[open]')].reverse()) {
    if (!find(dialog, 'secret')) {
      dialog.dataset.left = 'true';
      dialog.close();
    }
  }
});
