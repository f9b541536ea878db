// The Address Element: where to send things, or whose card it is. Its value goes along with what is confirmed.
// https://docs.stripe.com/js/elements_object/create_address_element

const ADDRESS_MODES = ['shipping', 'billing'];

class AddressElement extends StripeElement {
  #group;
  #options;
  #frame = null;
  #ready = null;

  constructor(group, options = {}) {
    super(group, 'address');
    must(ADDRESS_MODES.includes(options.mode), "create('address') needs {mode: 'shipping'} or {mode: 'billing'}.");
    this.#group = group;
    this.#options = options;
    this._mode = options.mode;
  }

  _appear(place) {
    this._tell('loaderstart', { elementType: 'address' });
    let isReady;
    this.#ready = new Promise((done) => (isReady = done));
    this.#frame = new Frame('/elements/address', 'Secure address input frame',
      { options: this.#options, ...this.#group._manner() },
      (says, value) => (says === 'ready' ? isReady() : this.#hear(says, value)));
    this.#frame.putInto(place);
    this.#ready.then(() => this._tell('ready', { elementType: 'address' }));
  }

  _vanish() {
    this.#frame.remove();
    this.#frame = null;
  }

  #hear(says, value) {
    if (says === 'change') this._tell('change', { elementType: 'address', elementMode: this._mode, ...value });
    else if (says === 'focus') this._focused(value);
    else if (says === 'escape') this._tell('escape', { elementType: 'address' });
  }

  async _ask(what) {
    must(this._mounted, 'The Address Element is not mounted: call mount() first.');
    await this.#ready;
    return this.#frame.ask(what);
  }

  async getValue() {
    const { complete, isNewAddress, value } = await this._ask('value');
    return { complete, isNewAddress, value };
  }

  update(options) {
    must(isObject(options), 'update() needs an object of options.');
    must(options.mode === undefined || options.mode === this._mode, 'update() cannot change the mode.');
    this.#options = { ...this.#options, ...options };
    this.#frame?.tell('options', { options: this.#options });
    return this;
  }

  focus() {
    this.#frame?.tell('focus', {});
  }

  clear() {
    this.#frame?.tell('clear', {});
  }

  _retell() {
    this.#frame?.tell('manner', this.#group._manner());
  }
}

/** Stripe's parameters of an address that was entered. */
function addressed(mode, { name, phone, address }, params) {
  if (mode === 'shipping') return { ...params, shipping: params.shipping ?? { name, phone, address } };
  const { payment_method_data: given = {}, ...rest } = params;
  const billing = given.billing_details ?? {};
  return {
    ...rest,
    payment_method_data: {
      ...given, billing_details: { name, phone, ...billing, address: { ...address, ...billing.address } },
    },
  };
}
