// The Payment Element: methods and their fields, in a frame.

const BILLING_FIELDS = [
  ['name'], ['email'], ['phone'],
  ...['country', 'postalCode', 'state', 'city', 'line1', 'line2'].map((name) => ['address', name]),
];

class PaymentElement extends StripeElement {
  #group;
  #options;
  #frame = null;
  #ready = null;
  #last = { complete: false, empty: true, type: undefined };

  constructor(group, options) {
    super(group, 'payment');
    this.#group = group;
    this.#options = options;
  }

  _appear(place) {
    this._tell('loaderstart', { elementType: 'payment' });
    let isReady;
    let failed;
    this.#ready = new Promise((done, fail) => ([isReady, failed] = [done, fail]));
    const frame = new Frame('/elements/payment', 'Secure payment input frame',
      { options: this.#options, ...this.#group._manner() },
      (says, value) => (says === 'ready' ? isReady() : this.#hear(says, value)));
    this.#frame = frame;
    frame.putInto(place);
    this.#ready.then(() => this._tell('ready', { elementType: 'payment' }), () => {});
    this.#group._known().then(({ error, ...known }) => {
      if (frame !== this.#frame) return;
      if (error) {
        failed(new IntegrationError(`The Payment Element did not load: ${error.message}`));
        return this._tell('loaderror', { elementType: 'payment', error });
      }
      return frame.tell('known', { known });
    });
  }

  _vanish() {
    this.#frame.remove();
    this.#frame = null;
  }

  #hear(says, value) {
    if (says === 'change') {
      this.#last = value;
      this.#group._changed(value);
      this._tell('change', { elementType: 'payment', ...value });
    } else if (says === 'focus') {
      this._focused(value);
    } else if (says === 'removed') {
      const { success, payment_method: id, error } = value;
      this._tell('savedpaymentmethodremove',
        { elementType: 'payment', success, payment_method: { id }, ...(error ? { error: error.message } : {}) });
    } else if (says === 'escape') {
      this._tell('escape', { elementType: 'payment' });
    }
  }

  /** Its appearance, language or amount has changed. */
  _retell(known) {
    this.#frame?.tell('manner', this.#group._manner());
    if (known) this.#frame?.tell('known', { known });
  }

  /** Asks the frame, once it shows something. */
  async _ask(what, value) {
    must(this._mounted, 'The Payment Element is not mounted: call mount() first.');
    await this.#ready;
    return this.#frame.ask(what, value);
  }

  /** What the page has told not to ask for, it gives itself. */
  _mustGet({ payment_method_data: { billing_details: given = {} } = {} }, where) {
    const asked = this.#options.fields?.billingDetails;
    for (const path of BILLING_FIELDS) {
      const never = path.reduce((found, key) => (found === 'never' ? found : found?.[key]), asked) === 'never';
      const names = path.map((name) => (name === 'postalCode' ? 'postal_code' : name));
      must(!never || names.reduce((found, key) => found?.[key], given) !== undefined,
        `${where}: fields.billingDetails.${path.join('.')} is 'never', so give`
          + ` confirmParams.payment_method_data.billing_details.${names.join('.')}.`);
    }
  }

  update(options) {
    must(isObject(options), 'update() needs an object of options.');
    this.#options = { ...this.#options, ...options };
    this.#frame?.tell('options', { options: this.#options });
    return this;
  }

  collapse() {
    this.#frame?.tell('collapse', {});
    return this;
  }

  focus() {
    this.#frame?.tell('focus', {});
  }

  blur() {
    this.#frame?.tell('blur', {});
  }

  clear() {
    this.#frame?.tell('clear', {});
  }
}
