// Checkout's own page, in a frame of the shop's.

let embedded = null;

class EmbeddedCheckout {
  #frame = null;
  #page;
  #onComplete;

  constructor(page, onComplete) {
    this.#page = page;
    this.#onComplete = onComplete;
  }

  mount(where) {
    must(embedded === this, 'This Checkout is destroyed. Create another one.');
    const place = placeOf(where);
    this.unmount();
    this.#frame = new Frame(`/c/pay/${this.#page.id}`, 'Secure payment form', {}, (says, value) =>
      says === 'complete' && this.#completed(value));
    this.#frame.putInto(place);
  }

  #completed(returnUrl) {
    const { redirect_on_completion: redirects } = this.#page;
    if (redirects === 'always' && returnUrl) location.assign(returnUrl);
    else this.#onComplete?.();
  }

  unmount() {
    this.#frame?.remove();
    this.#frame = null;
  }

  destroy() {
    this.unmount();
    if (embedded === this) embedded = null;
  }
}

async function embeddedCheckout(stripe, options) {
  must(isObject(options), 'createEmbeddedCheckoutPage() needs an object of options.');
  const { clientSecret, fetchClientSecret, onComplete } = options;
  must(clientSecret || typeof fetchClientSecret === 'function',
    'createEmbeddedCheckoutPage() needs a clientSecret or a function fetchClientSecret.');
  must(embedded === null, 'There is one embedded Checkout already: destroy() it first.');
  const session = new OpenSession(stripe, clientSecret ?? fetchClientSecret());
  const { page, error } = await session.loaded();
  must(!error, `createEmbeddedCheckoutPage(): ${error?.message}`);
  must(page.ui_mode === 'embedded_page',
    `createEmbeddedCheckoutPage() takes a session with ui_mode 'embedded_page'; this one has '${page.ui_mode}'.`);
  must(!onComplete || page.redirect_on_completion !== 'always',
    "onComplete is for sessions with redirect_on_completion 'never' or 'if_required'.");
  embedded = new EmbeddedCheckout(page, onComplete);
  return embedded;
}
