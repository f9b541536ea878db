// The session's token goes along with what htmx sends. When the session has ended, the page says so and stays as it is.

export const csrf = document.querySelector('meta[name="csrf"]')?.content ?? '';

/** Who has signed in, as the audit calls them. */
export const caller = document.querySelector('meta[name="caller"]')?.content ?? '';

/** What a module asks so long after somebody did something was asked because of it. */
const AT_ONCE = 5_000;

let touched = -Infinity;
for (const type of ['pointerdown', 'keydown', 'wheel', 'touchmove', 'popstate']) {
  addEventListener(type, ({ isTrusted }) => isTrusted && (touched = performance.now()), { capture: true, passive: true });
}

/** Nobody may have touched the page for long: what it asks by itself must not keep the session alive. */
function isByHand(event) {
  return event ? event.isTrusted : performance.now() - touched < AT_ONCE;
}

export function sessionEnded() {
  // A secret is shown once: nothing covers it.
  const secret = document.querySelector('dialog[open] [data-part="secret"]');
  if (secret) {
    secret.closest('dialog').addEventListener('close', sessionEnded, { once: true });
    return;
  }
  const dialog = document.getElementById('session-ended');
  if (dialog && !dialog.open) {
    document.dispatchEvent(new CustomEvent('paydesk:ended'));
    document.getElementById('session-again').href =
      '/admin/sign-in?to=' + encodeURIComponent(location.pathname + location.search);
    dialog.showModal();
  }
}

document.addEventListener('htmx:configRequest', ({ detail }) => {
  detail.headers['X-Paydesk-Csrf'] = csrf;
  if (!isByHand(detail.triggeringEvent)) {
    detail.headers['X-Paydesk-Unattended'] = '1';
  }
});

document.addEventListener('htmx:responseError', ({ detail }) => {
  if (detail.xhr.status === 401) {
    sessionEnded();
  }
});

// A page that the browser has kept may show what nobody should see any more.
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});
