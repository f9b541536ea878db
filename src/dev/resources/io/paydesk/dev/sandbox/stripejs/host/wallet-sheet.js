// The sheet of a wallet over the page, in which the payer agrees or turns back.

class WalletSheet {
  #dialog = document.createElement('dialog');
  #before = document.activeElement;
  #answer;

  /**
   * @param about what the sheet shows: the wallet, the amount in minor units, the currency, the lines, the business
   */
  constructor(about) {
    Object.assign(this.#dialog.style, OVER_ALL, { display: 'grid', outline: '0' });
    this.#dialog.setAttribute('aria-label', 'Wallet');
    this.#dialog.tabIndex = -1;
    const place = document.createElement('div');
    Object.assign(place.style, { width: 'min(calc(100% - 32px), 400px)', background: '#fff', borderRadius: '14px', padding: '4px' });
    this.#dialog.append(place);
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#answer = new Promise((answered) => {
      new Frame('/elements/wallet', 'Wallet payment sheet', { about }, (says, value) => {
        if (says === 'authorized') answered(value);
        if (says === 'canceled' || says === 'escape') answered(null);
      }).putInto(place);
      this.#dialog.addEventListener('cancel', (escape) => {
        escape.preventDefault();
        answered(null);
      });
    });
  }

  /** The method and whose it is, or null where the payer has turned back. */
  authorized() {
    return this.#answer;
  }

  close() {
    this.#dialog.remove();
    this.#before?.focus?.();
  }
}
