// Amounts as people write them.

const NO_DECIMALS = 'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' ');
const THREE_DECIMALS = 'bhd jod kwd omr tnd'.split(' ');

function decimalsOf(currency) {
  if (NO_DECIMALS.includes(currency)) return 0;
  return THREE_DECIMALS.includes(currency) ? 3 : 2;
}

/** Makes amounts of a currency, as Checkout shows them. */
function moneyIn(currency, locale) {
  const digits = decimalsOf(currency);
  const wanted = !locale || locale === 'auto' ? navigator.language : locale;
  const format = new Intl.NumberFormat(wanted, {
    style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
  return (minor) => ({ minorUnitsAmount: minor, amount: format.format(minor / 10 ** digits) });
}
