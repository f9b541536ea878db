// The Express Checkout Element: buttons of wallets that this browser has, and the wallet's sheet.
// https://docs.stripe.com/js/elements_object/create_express_checkout_element

const WALLETS = {
  apple_pay: 'applePay', google_pay: 'googlePay', link: 'link', paypal: 'paypal', amazon_pay: 'amazonPay', klarna: 'klarna',
};

/** A page that listens to click answers within this time, as a browser opens no sheet later. */
const IN_TIME = 1000;

class ExpressCheckoutElement extends StripeElement {
  #group;
  #options;
  #frame = null;
  #known = Promise.resolve({});
  #available = [];
  #sheet = null;

  constructor(group, options = {}) {
    super(group, 'expressCheckout');
    must(isObject(options), "create('expressCheckout') takes an object of options.");
    const { buttonHeight } = options;
    must(buttonHeight === undefined || (buttonHeight >= 40 && buttonHeight <= 55),
      'expressCheckout: buttonHeight is a number of pixels from 40 to 55.');
    this.#group = group;
    this.#options = options;
  }

  _appear(place) {
    this._tell('loaderstart', { elementType: this._type });
    const frame = new Frame('/elements/express', 'Secure express checkout frame',
      { options: this.#options, host: location.hostname, ...this.#group._manner() }, (says, value) => this.#hear(says, value));
    this.#frame = frame;
    frame.putInto(place);
    this.#known = this.#group._known();
    this.#known.then(({ error }) =>
      error && frame === this.#frame && this._tell('loaderror', { elementType: this._type, error }));
  }

  _vanish() {
    this.#frame.remove();
    this.#frame = null;
    this.#end();
  }

  async #hear(says, value) {
    if (says === 'wallets') await this.#offered(value);
    else if (says === 'click') this.#clicked(value);
    else if (says === 'focus') this._focused(value);
    else if (says === 'escape') this._tell('escape', { elementType: this._type });
  }

  /** What pays by card pays by a wallet; a wallet that the page wants never is not offered. */
  async #offered(wallets) {
    const { error, types = [] } = await this.#known;
    if (error || !this.#frame) return;
    const { paymentMethods = {} } = this.#options;
    this.#available = wallets.filter((wallet) => {
      const type = ['apple_pay', 'google_pay'].includes(wallet) ? 'card' : wallet;
      const pays = types.includes(type) || (wallet === 'link' && types.includes('card'));
      return pays && paymentMethods[WALLETS[wallet]] !== 'never';
    });
    this.#frame.tell('show', { show: this.#available });
    const each = (of) => Object.fromEntries(Object.entries(WALLETS).map(([wallet, name]) =>
      [name, of(this.#available.includes(wallet))]));
    const none = this.#available.length === 0;
    this.#frame.hide(none);
    this._tell('ready', { elementType: this._type, availablePaymentMethods: none ? undefined : each((is) => is) });
    this._tell('availablepaymentmethodschange', {
      elementType: this._type, paymentMethods: none ? undefined : each((available) => ({ available })),
    });
  }

  #clicked(wallet) {
    if (this.#sheet) return;
    if (!this._hears('click')) {
      this.#open(wallet, {});
      return;
    }
    let answered = false;
    const once = (then) => (details) => {
      if (answered) return;
      answered = true;
      then(details);
    };
    setTimeout(once(() => console.error(
      'expressCheckout: the click event was not answered within a second. Call resolve() or reject().')), IN_TIME);
    this._tell('click', {
      elementType: this._type,
      expressPaymentType: wallet,
      resolve: once((details = {}) => this.#open(wallet, details)),
      reject: once(() => {}),
    });
  }

  async #open(wallet, details) {
    const { amount, currency } = await this.#known;
    const lineItems = details.lineItems ?? this.#options.lineItems ?? [];
    const sum = lineItems.reduce((total, { amount: one }) => total + one, 0);
    must(sum <= (amount ?? 0) || lineItems.length === 0,
      `expressCheckout: the line items come to ${sum}, which is more than the amount ${amount}.`);
    const business = details.business?.name ?? this.#options.business?.name ?? location.hostname;
    this.#sheet = new WalletSheet({ wallet, amount, currency, lineItems, business, locale: this.#group._manner().locale });
    const authorized = await this.#sheet.authorized();
    if (!authorized) {
      this.#end();
      this._tell('cancel', { elementType: this._type });
      return;
    }
    this.#group._authorized({ wallet, ...authorized }, () => this.#end());
    this._tell('confirm', {
      elementType: this._type,
      expressPaymentType: wallet,
      billingDetails: authorized.billing_details,
      paymentFailed: () => this.#group._paidByWallet(),
    });
  }

  #end() {
    this.#sheet?.close();
    this.#sheet = null;
  }

  update(options) {
    must(isObject(options), 'update() needs an object of options.');
    this.#options = { ...this.#options, ...options };
    this.#frame?.tell('options', { options: this.#options });
    return this;
  }

  _retell() {
    this.#frame?.tell('manner', this.#group._manner());
    this.#known = this.#group._known();
  }
}
