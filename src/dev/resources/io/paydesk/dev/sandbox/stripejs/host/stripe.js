// The object that pages work with.

const VERSION = UNVERSIONED ? 3 : 'dahlia';

class StripeClient {
  #key;
  #options;

  constructor(key, options) {
    this.#key = key;
    this.#options = options;
  }

  elements(options = {}) {
    must(isObject(options), 'elements() needs an object of options.');
    return new Elements(this, options);
  }

  async confirmPayment(options) {
    return confirmIntent(this, 'confirmPayment()', ['pi'], options);
  }

  async confirmSetup(options) {
    return confirmIntent(this, 'confirmSetup()', ['seti'], options);
  }

  async confirmCardPayment(secret, data) {
    return confirmCard(this, 'confirmCardPayment()', ['pi'], secret, data);
  }

  async confirmCardSetup(secret, data) {
    return confirmCard(this, 'confirmCardSetup()', ['seti'], secret, data);
  }

  async createConfirmationToken(options) {
    return confirmationToken(this, options);
  }

  async retrievePaymentIntent(secret) {
    return retrieve(this, secret, ['pi'], 'retrievePaymentIntent()');
  }

  async retrieveSetupIntent(secret) {
    return retrieve(this, secret, ['seti'], 'retrieveSetupIntent()');
  }

  async handleNextAction(options) {
    must(isObject(options), 'handleNextAction() needs {clientSecret}.');
    return nextAction(this, options.clientSecret, ['pi', 'seti'], 'handleNextAction()');
  }

  initCheckoutElementsSdk(options) {
    must(isObject(options) && options.clientSecret, 'initCheckoutElementsSdk() needs a clientSecret.');
    return new Checkout(this, options);
  }

  async createEmbeddedCheckoutPage(options) {
    return embeddedCheckout(this, options);
  }

  /** As it was called before this version. */
  async initEmbeddedCheckout(options) {
    must(UNVERSIONED, 'initEmbeddedCheckout() is now called createEmbeddedCheckoutPage().');
    return embeddedCheckout(this, options);
  }

  initCheckout(options) {
    must(UNVERSIONED, 'initCheckout() is now called initCheckoutElementsSdk().');
    return this.initCheckoutElementsSdk(options);
  }

  registerAppInfo() {}

  _registerWrapper() {}

  _call(method, path, params) {
    return callStripe(this.#key, method, path, params);
  }

  /** What every frame is told. */
  _manner() {
    return {
      key: this.#key,
      locale: this.#options.locale ?? 'auto',
      assistant: this.#options.developerTools?.assistant?.enabled !== false,
    };
  }
}

function Stripe(key, options = {}) {
  must(typeof key === 'string' && key, 'Stripe() needs your publishable key, which begins with pk_.');
  must(!/^(sk|rk)_/.test(key), 'Stripe() takes the publishable key. A secret key must never reach a browser.');
  must(key.startsWith('pk_'), `Stripe(): '${key}' is no publishable key, which begins with pk_.`);
  must(isObject(options), 'Stripe(): options is an object.');
  return new StripeClient(key, options);
}
Stripe.version = VERSION;
window.Stripe = Stripe;
