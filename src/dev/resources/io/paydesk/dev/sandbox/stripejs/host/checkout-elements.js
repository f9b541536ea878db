// Elements of a Checkout Session: the page is the shop's, the sums are Stripe's.

const MISSING = ['BillingAddress', 'ShippingAddress', 'CurrencySelector', 'TaxId', 'ContactDetails', 'Terms', 'LinkSignup'];

class CheckoutElements {
  #session;
  #options;
  #made = new Map();

  constructor(session, options) {
    this.#session = session;
    this.#options = options;
  }

  create(type, make) {
    must(!this.#made.has(type), 'This Checkout has such an element already.');
    this.#made.set(type, make(this));
    return this.#made.get(type);
  }

  get(type) {
    return this.#made.get(type) ?? null;
  }

  async _known() {
    const { page, error } = await this.#session.loaded();
    if (error) return { error };
    return {
      kind: page.mode === 'setup' ? 'setup' : 'payment',
      amount: page.amount_total,
      currency: page.currency,
      types: page.payment_method_types,
      saves: page.mode !== 'payment',
    };
  }

  dress(appearance) {
    this.#options = { ...this.#options, appearance };
    this.get('payment')?._retell();
  }

  _manner() {
    const { appearance = {}, loader } = this.#options;
    return { ...this.#session.stripe._manner(), appearance, loader };
  }

  _changed(change) {
    this.#session.elementIs(change);
  }

  _forget(element) {
    this.#made.delete(element._type);
  }
}

/** What stripe.initCheckoutElementsSdk() gives. */
class Checkout {
  #session;
  #elements;

  constructor(stripe, { clientSecret, elementsOptions = {} }) {
    this.#session = new OpenSession(stripe, clientSecret);
    this.#elements = new CheckoutElements(this.#session, elementsOptions);
    for (const name of MISSING) {
      this[`create${name}Element`] = () =>
        must(false, `The pretend Stripe has no ${name} Element. Send what it asks for with the actions.`);
      this[`get${name}Element`] = () => null;
    }
  }

  on(event, handler) {
    must(event === 'change', `on('${event}'): Checkout has the event 'change' only.`);
    this.#session.on('change', handler);
  }

  async loadActions() {
    const { error } = await this.#session.loaded();
    if (error) return { type: 'error', error: { message: error.message, code: null } };
    return { type: 'success', actions: actionsOf(this.#session, this.#elements) };
  }

  changeAppearance(appearance) {
    this.#elements.dress(appearance);
  }

  loadFonts() {}

  createPaymentElement(options = {}) {
    return this.#elements.create('payment', (group) => new PaymentElement(group, options));
  }

  getPaymentElement() {
    return this.#elements.get('payment');
  }

  createExpressCheckoutElement() {
    return this.#elements.create('expressCheckout', (group) => new ExpressCheckoutElement(group));
  }

  getExpressCheckoutElement() {
    return this.#elements.get('expressCheckout');
  }
}
