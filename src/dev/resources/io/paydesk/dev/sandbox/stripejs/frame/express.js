// Buttons of the wallets that this browser has: none, unless a developer has switched them on.

const BOX = document.getElementById('element');
const NAMES = {
  apple_pay: 'Apple Pay', google_pay: 'Google Pay', link: 'Link', paypal: 'PayPal', amazon_pay: 'Amazon Pay', klarna: 'Klarna',
};
let page = { options: {}, show: [] };

function draw() {
  const { buttonHeight = 44, layout = {}, paymentMethodOrder = [] } = page.options;
  const columns = layout.maxColumns || 2;
  const place = (name) => (paymentMethodOrder.includes(name) ? paymentMethodOrder.indexOf(name) : paymentMethodOrder.length);
  const shown = [...page.show].sort((a, b) => place(a) - place(b));
  const buttons = shown.map((wallet) => {
    const button = el('button', { type: 'button', class: `Wallet Wallet--${wallet}`, 'data-wallet': wallet }, NAMES[wallet]);
    button.style.height = `${buttonHeight}px`;
    button.addEventListener('click', () => say('click', wallet));
    return button;
  });
  BOX.style.gridTemplateColumns = `repeat(${Math.min(columns, Math.max(1, buttons.length))}, minmax(0, 1fr))`;
  BOX.replaceChildren(...buttons);
  BOX.hidden = buttons.length === 0;
}

const does = {
  manner(value) {
    page = { ...page, ...value };
    speak(page.locale);
    dress(page.appearance ?? {});
  },
  options({ options }) {
    page = { ...page, options };
    draw();
  },
  show({ show }) {
    page = { ...page, show };
    draw();
  },
};

listen(async (greeting) => {
  page = { options: {}, show: [], ...greeting };
  speak(page.locale);
  dress(page.appearance ?? {});
  const { wallets } = await (await fetch(`/sandbox/wallets/${encodeURIComponent(greeting.host)}`)).json();
  say('wallets', wallets);
}, does);
