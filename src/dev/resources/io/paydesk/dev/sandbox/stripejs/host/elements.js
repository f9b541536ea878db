// A group of elements that pay, or save, one thing.

const CREATES = { payment: PaymentElement, expressCheckout: ExpressCheckoutElement, address: AddressElement };

/** A group may have an address to send to and one of the payer. */
const keyOf = (type, mode) => (type === 'address' ? `address to ${mode}` : type);
const MODES = ['payment', 'setup', 'subscription'];

/** What decides which methods there are, and how the intent must turn out. */
const OF_THE_INTENT = ['mode', 'amount', 'currency', 'setupFutureUsage', 'captureMethod', 'paymentMethodTypes',
  'paymentMethodConfiguration'];

/** What the frame must know of an intent. */
const ofIntent = (intent) => ({
  kind: intent.object === 'setup_intent' ? 'setup' : 'payment',
  amount: intent.amount,
  currency: intent.currency,
  types: intent.payment_method_types,
  saves: intent.object === 'setup_intent' || Boolean(intent.setup_future_usage),
});

const OVER = ['canceled', 'succeeded', 'requires_capture', 'processing'];

const over = ({ object, status }) => ({
  type: 'invalid_request_error',
  code: `${object}_unexpected_state`,
  message: `Elements cannot be made with this ${object === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent'}:`
    + ` its status is ${status}.`,
});

class Elements {
  #stripe;
  #options;
  #made = new Map();
  #submitted = false;
  #fetched = null;
  #wallet = null;

  constructor(stripe, options) {
    this.#stripe = stripe;
    this.#options = options;
    const { clientSecret, mode } = options;
    must(!(clientSecret && mode), 'elements() takes either a clientSecret or a mode, not both.');
    if (clientSecret !== undefined) intentOf(clientSecret, ['pi', 'seti'], 'elements()');
    must(mode === undefined || MODES.includes(mode), `elements(): mode is one of ${MODES.join(', ')}.`);
    const { customerSessionClientSecret: customer } = options;
    must(customer === undefined || /^cuss_secret_\w+$/.test(customer),
      'elements(): customerSessionClientSecret is the client_secret of a customer session.');
    this.#checkMode();
  }

  #checkMode() {
    const { mode, amount, currency, paymentMethodTypes, paymentMethodConfiguration } = this.#options;
    if (!mode) return;
    must(typeof currency === 'string' || (mode === 'setup' && paymentMethodTypes),
      'elements() with a mode needs a currency, such as usd.');
    if (mode === 'payment') {
      must(Number.isInteger(amount) && amount > 0, 'elements() with a mode needs an amount in the smallest unit.');
    } else if (mode === 'subscription') {
      must(Number.isInteger(amount) && amount >= 0, 'elements() with a mode needs an amount in the smallest unit.');
    }
    must(!(paymentMethodTypes && paymentMethodConfiguration),
      'elements() takes either paymentMethodTypes or a paymentMethodConfiguration, not both.');
  }

  create(type, options = {}) {
    const Kind = CREATES[type];
    must(Kind, `create('${type}'): the pretend Stripe has ${Object.keys(CREATES).join(', ')} only.`);
    const key = keyOf(type, options.mode);
    must(!this.#made.has(key), `create('${type}'): this group has one already. Get it with getElement('${type}').`);
    must(type === 'address' || this.#options.clientSecret || this.#options.mode,
      `create('${type}') needs elements({clientSecret}) or elements({mode, amount, currency}).`);
    const element = new Kind(this, options);
    this.#made.set(key, element);
    return element;
  }

  getElement(type, { mode } = {}) {
    if (type === 'address' && !mode) return this.#addresses()[0] ?? null;
    return this.#made.get(keyOf(type, mode)) ?? null;
  }

  #addresses() {
    return [...this.#made.values()].filter((element) => element instanceof AddressElement);
  }

  async update(options) {
    must(isObject(options), 'update() needs an object of options.');
    must(options.clientSecret === undefined, 'update() cannot change the clientSecret.');
    this.#options = { ...this.#options, ...options };
    this.#checkMode();
    const isOther = this.#options.mode && Object.keys(options).some((name) => OF_THE_INTENT.includes(name));
    if (isOther) {
      this.#submitted = false;
      this.#fetched = null;
    }
    const { error, ...known } = isOther ? await this._known() : {};
    this.getElement('payment')?._retell(isOther && !error ? known : undefined);
    this.getElement('expressCheckout')?._retell();
    this.#addresses().forEach((each) => each._retell());
  }

  /** Whether all that is needed was entered, which the fields say too. */
  async submit() {
    if (this.#wallet) {
      this.#submitted = true;
      return { selectedPaymentMethod: this.#wallet.wallet };
    }
    const element = this.getElement('payment');
    must(element, 'submit() needs a mounted Payment Element.');
    const { error: missing, type } = await element._ask('submit');
    const error = missing ?? (await this.#wrongAddress());
    this.#submitted = !error;
    return error ? { error } : { selectedPaymentMethod: type };
  }

  async #wrongAddress() {
    const asked = await Promise.all(this.#addresses().filter(({ _mounted }) => _mounted).map((each) => each._ask('check')));
    return asked.find(({ error }) => error)?.error;
  }

  async #withAddresses(params) {
    let all = params;
    for (const each of this.#addresses().filter(({ _mounted }) => _mounted)) {
      all = addressed(each._mode, (await each.getValue()).value, all);
    }
    return all;
  }

  async fetchUpdates() {
    must(this.#options.clientSecret, 'fetchUpdates() needs elements({clientSecret}).');
    this.#fetched = null;
    const { error, ...known } = await this._known();
    if (error) return { error: { message: error.message, status: error.code } };
    this.getElement('payment')?._retell(known);
    return {};
  }

  /** Stripe is asked what an intent of these options would take. */
  async #byMode() {
    const { mode, amount, currency, captureMethod, setupFutureUsage, paymentMethodTypes, paymentMethodConfiguration } =
      this.#options;
    const { object, error } = await this.#stripe._call('GET', '/v1/elements/sessions', {
      type: 'deferred_intent',
      deferred_intent: {
        mode,
        amount: mode === 'setup' ? undefined : amount,
        currency: currency?.toLowerCase(),
        capture_method: captureMethod,
        setup_future_usage: setupFutureUsage,
        payment_method_types: paymentMethodTypes,
        payment_method_configuration: paymentMethodConfiguration,
      },
    });
    return error ? { error } : {
      kind: mode === 'setup' ? 'setup' : 'payment',
      amount,
      currency,
      types: object.payment_method_preference.ordered_payment_method_types,
      saves: mode !== 'payment' || Boolean(setupFutureUsage),
    };
  }

  async #byIntent() {
    const { path } = ofSecret(this.#options.clientSecret);
    const { object, error } =
      await this.#stripe._call('GET', path, { client_secret: this.#options.clientSecret });
    if (error) return { error };
    return OVER.includes(object.status) ? { error: over(object) } : ofIntent(object);
  }

  /** What is to be paid; an error where the secret opens nothing. */
  _known() {
    this.#fetched ??= this.#withSaved(this.#options.mode ? this.#byMode() : this.#byIntent());
    return this.#fetched;
  }

  /** Beside it, what the customer has saved, where the page has a customer session for that. */
  async #withSaved(asked) {
    const known = await asked;
    const { customerSessionClientSecret: secret } = this.#options;
    if (known.error || !secret) return known;
    const { object, error } = await this.#stripe._call('GET', '/v1/elements/customer',
      { customer_session_client_secret: secret });
    return error ? { error } : { ...known, customer: { ...object, secret } };
  }

  _manner() {
    const { appearance = {}, locale, loader } = this.#options;
    return { ...this.#stripe._manner(), appearance, locale: locale ?? this.#stripe._manner().locale, loader };
  }

  _changed() {
    this.#submitted = false;
  }

  _forget(element) {
    this.#made.delete(keyOf(element._type, element._mode));
  }

  /** An error where the intent is not what these elements were made for. */
  async _differs(secret) {
    if (!this.#options.mode) return undefined;
    const { path } = ofSecret(secret);
    const { object, error } = await this.#stripe._call('GET', path, { client_secret: secret });
    return error ?? disagreement(this.#options, object);
  }

  /** The payer has agreed in a wallet's sheet: what is confirmed next is paid by it. */
  _authorized(wallet, ended) {
    this.#wallet = { ...wallet, ended };
  }

  /** It is over, one way or the other. */
  _paidByWallet() {
    const paid = this.#wallet;
    this.#wallet = null;
    if (paid) this.#submitted = false;
    paid?.ended();
  }

  /** Sends what was entered, or what the wallet gave, with other parameters. */
  async _send(path, params) {
    if (!this.#wallet) return this.getElement('payment')._ask('send', { path, params: await this.#withAddresses(params) });
    const { wallet, card, billing_details: billing } = this.#wallet;
    const { payment_method_data: given = {}, ...rest } = params;
    const type = ['klarna', 'paypal', 'amazon_pay'].includes(wallet) ? wallet : 'card';
    return this.#stripe._call('POST', path, {
      ...rest,
      payment_method_data: {
        type, ...given, billing_details: { ...billing, ...given.billing_details },
        ...(type === 'card' ? { card: { ...card, wallet: { type: wallet } } } : {}),
      },
    });
  }

  get _options() {
    return this.#options;
  }

  get _secret() {
    return this.#options.clientSecret;
  }

  /** With a mode, the page submits before its server makes the intent. */
  async _ready(where) {
    must(this.#wallet || this.getElement('payment'), `${where} needs a mounted Payment Element.`);
    if (this.#submitted) return undefined;
    must(this._secret, `${where}: with a mode, call elements.submit() first, and go on only without an error.`);
    return (await this.submit()).error;
  }
}
