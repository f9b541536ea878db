/** A Checkout Session that is being paid, as Stripe last said it. */
class OpenSession extends Emitter {
  #secret;
  #page = null;
  #loading = null;
  #complete = false;

  constructor(stripe, secret) {
    super();
    this.stripe = stripe;
    this.#secret = secret;
  }

  /** The page of the session, or an error where the secret opens none. */
  loaded() {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load() {
    this.#secret = await this.#secret;
    return this.send('/init', {});
  }

  /** Every answer is the whole page; the shop hears of it. */
  async send(path, params) {
    const secret = this.#secret;
    const named = intentOf(secret, ['cs'], 'Checkout');
    const { object, error } =
      await this.stripe._call('POST', named.path + path, { ...params, client_secret: secret });
    return error ? { error } : this.#keep(object);
  }

  /** The same with what is typed in the Payment Element. */
  async sendTyped(element, params) {
    const { path } = ofSecret(this.#secret);
    const { object, error } =
      await element._ask('send', { path: `${path}/confirm`, params: { ...params, client_secret: this.#secret } });
    return error ? { error } : this.#keep(object);
  }

  #keep(page) {
    const before = JSON.stringify(this.#page);
    const first = this.#page === null;
    this.#page = page;
    if (!first && before !== JSON.stringify(page)) this._tell('change', this.now());
    return { page };
  }

  elementIs({ complete }) {
    if (complete === this.#complete) return;
    this.#complete = complete;
    if (this.#page) this._tell('change', this.now());
  }

  get page() {
    return this.#page;
  }

  now() {
    return sessionOf(this.#page, this.stripe._manner().locale, this.#complete);
  }
}
