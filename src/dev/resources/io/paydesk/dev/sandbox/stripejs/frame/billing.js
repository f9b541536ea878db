// Whose card it is, as far as a payment needs it.

const COUNTRIES = (
  'AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD '
  + 'CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE '
  + 'GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH '
  + 'KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW '
  + 'MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB '
  + 'SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US '
  + 'UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'
).split(' ');
const ASKED_FOR_A_CODE = { US: /^\d{5}(-?\d{4})?$/, GB: /^[A-Za-z0-9 ]{5,8}$/, CA: /^[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d$/ };

function countries() {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  return COUNTRIES.map((code) => [code, names.of(code)]).sort(([, a], [, b]) => a.localeCompare(b, locale));
}

function likelyCountry() {
  const region = new Intl.Locale(locale).region ?? new Intl.Locale(navigator.language).region;
  return COUNTRIES.includes(region) ? region : 'US';
}

const isNever = (option, ...path) =>
  path.reduce((found, key) => (found === 'never' ? found : found?.[key]), option) === 'never';

/** Country and, where its banks ask for one, postal code: unless the page sends them itself. */
function addressFields(options) {
  const asked = options.fields?.billingDetails;
  const given = options.defaultValues?.billingDetails?.address ?? {};
  if (isNever(asked, 'address')) return [];
  const country = !isNever(asked, 'address', 'country') && new Field('country', word('country'),
    selectInput(countries(), given.country ?? likelyCountry(), { autocomplete: 'billing country' }), () => null);
  const where = () => (country ? country.input.value : given.country);
  const code = !isNever(asked, 'address', 'postalCode') && new Field('postalCode', word('zip'),
    textInput({ autocomplete: 'billing postal-code', placeholder: '12345', value: given.postal_code }),
    (text) => (ASKED_FOR_A_CODE[where()]?.test(text.trim()) ?? true ? null : 'incomplete_zip'));
  if (code) {
    const fit = () => {
      code.node.hidden = !(where() in ASKED_FOR_A_CODE);
      code.node.querySelector('label').textContent = word(where() === 'US' ? 'zip' : 'postalCode');
      code.input.placeholder = where() === 'US' ? '12345' : '';
      code.input.inputMode = where() === 'US' ? 'numeric' : 'text';
    };
    country?.input?.addEventListener('input', () => {
      code.show(null);
      fit();
    });
    fit();
  }
  return [country, code];
}

/** What was entered, over what the page gave. */
function billingDetails(fields, options) {
  const given = options.defaultValues?.billingDetails ?? {};
  const address = { ...given.address };
  const country = fields.value('country');
  if (country) address.country = country;
  const code = fields.get('postalCode');
  if (code && !code.node.hidden) address.postal_code = code.input.value.trim();
  const [name, email] = [fields.value('name') || given.name, fields.value('email') || given.email];
  return { ...given, name, email, address };
}
