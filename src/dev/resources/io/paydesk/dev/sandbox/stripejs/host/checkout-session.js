// A Checkout Session in the shape that pages get it.

const sumOf = (list, amount) => list.reduce((total, each) => total + amount(each), 0);

const addressOf = (address) => ({
  country: address.country, line1: address.line1, line2: address.line2,
  city: address.city, postal_code: address.postal_code, state: address.state,
});

const contactOf = (name, address) => (address ? { name: name ?? null, address: addressOf(address) } : null);

function recursOf(price) {
  if (!price?.recurring) return null;
  const { interval, interval_count: intervalCount, usage_type: usageType } = price.recurring;
  return { interval, intervalCount, usageType };
}

const taxOf = (money) => ({ amount, rate }) => ({
  ...money(amount), inclusive: rate.inclusive, displayName: rate.display_name, percentage: rate.percentage,
});

function discountOf(money) {
  const recurs = ({ duration, duration_in_months: months }) =>
    ({ forever: { type: 'forever' }, repeating: { type: 'repeating', durationInMonths: months } })[duration] ?? null;
  return (one) => ({
    ...money(one.amount),
    displayName: one.code ?? one.name ?? 'Discount',
    promotionCode: one.code ?? null,
    recurring: recurs(one),
    percentOff: one.percent_off ?? null,
  });
}

function lineOf(money) {
  return (item) => {
    const taxes = (item.taxes ?? []).map(taxOf(money));
    const inclusive = sumOf(taxes.filter((tax) => tax.inclusive), (tax) => tax.minorUnitsAmount);
    return {
      id: item.id,
      name: item.description,
      description: null,
      discount: money(item.amount_discount),
      subtotal: money(item.amount_subtotal),
      total: money(item.amount_total),
      taxExclusive: money(item.amount_tax - inclusive),
      taxInclusive: money(inclusive),
      unitAmount: money(item.price.unit_amount),
      unitAmountDecimal: null,
      quantity: item.quantity,
      unitLabel: null,
      discountAmounts: null,
      taxAmounts: taxes.length ? taxes : null,
      recurring: recursOf(item.price),
      adjustableQuantity: null,
      images: item.images ?? [],
      priceId: item.price.id,
      isRemovable: false,
      pricing: null,
      transformQuantity: null,
    };
  };
}

function statusOf(page) {
  if (page.status !== 'complete') return { type: page.status };
  return { type: 'complete', paymentStatus: page.payment_status };
}

function taxStatusOf(page) {
  if (page.automatic_tax?.status !== 'requires_location_inputs') return { status: 'ready' };
  return { status: page.shipping_address_collection ? 'requires_shipping_address' : 'requires_billing_address' };
}

function shippingOf(page, money) {
  const options = (page.shipping_options ?? []).map((option) => ({
    ...money(option.shipping_amount),
    id: option.shipping_rate,
    currency: page.currency,
    displayName: option.display_name,
    deliveryEstimate: null,
  }));
  const chosen = options.find(({ id }) => id === page.shipping_cost?.shipping_rate);
  return { options, chosen: chosen ? { shippingOption: chosen, taxAmounts: null } : null };
}

function recurringOf(page, money) {
  const first = page.line_items?.data.find(({ price }) => price?.recurring);
  if (!first) return null;
  const { interval, intervalCount } = recursOf(first.price);
  const due = sumOf(page.line_items.data.filter(({ price }) => price?.recurring), (item) => item.amount_subtotal);
  const none = money(0);
  return {
    interval, intervalCount, isProrated: false, trial: null,
    dueNext: {
      subtotal: money(due), total: money(due), discount: none, taxInclusive: none, taxExclusive: none,
      billingCycleAnchor: null,
    },
  };
}

/**
 * @param page what Stripe says
 * @param ready whether the Payment Element has all that it needs
 */
function sessionOf(page, locale, ready) {
  const money = moneyIn(page.currency ?? 'usd', page.locale ?? locale);
  const { breakdown = {}, ...totals } = page.total_details ?? {};
  const taxes = (breakdown.taxes ?? []).map(taxOf(money));
  const taxOfKind = (inclusive) =>
    money(sumOf(taxes.filter((tax) => tax.inclusive === inclusive), (tax) => tax.minorUnitsAmount));
  const discounts = (breakdown.discounts ?? []).map(discountOf(money));
  const shipping = shippingOf(page, money);
  const ship = page.collected_information?.shipping_details;
  const email = page.customer_details?.email ?? page.customer_email ?? null;
  const last = page.intent?.last_payment_error ?? page.intent?.last_setup_error;
  const tax = taxStatusOf(page);
  return {
    id: page.id,
    billingAddress: contactOf(page.customer_details?.name, page.customer_details?.address),
    businessName: null,
    canConfirm: page.status === 'open' && ready && Boolean(email ?? page.has_customer)
      && tax.status === 'ready' && Boolean(ship ?? !page.shipping_address_collection),
    currency: page.currency,
    currencyOptions: null,
    discountAmounts: discounts.length ? discounts : null,
    email,
    lastPaymentError: last ? { message: last.message } : null,
    lineItems: (page.line_items?.data ?? []).map(lineOf(money)),
    livemode: page.livemode,
    minorUnitsAmountDivisor: 10 ** decimalsOf(page.currency),
    optionalItems: null,
    phoneNumber: page.customer_details?.phone ?? null,
    recurring: recurringOf(page, money),
    savedPaymentMethods: null,
    shipping: shipping.chosen,
    shippingAddress: contactOf(ship?.name, ship?.address),
    shippingOptions: shipping.options,
    status: statusOf(page),
    surcharge: null,
    tax,
    taxAmounts: taxes.length ? taxes : null,
    taxIdInfo: null,
    total: {
      appliedBalance: money(0),
      balanceAppliedToNextInvoice: false,
      discount: money(totals.amount_discount ?? 0),
      shippingRate: money(page.shipping_cost?.amount_subtotal ?? 0),
      subtotal: money(page.amount_subtotal ?? 0),
      surcharge: money(0),
      taxExclusive: taxOfKind(false),
      taxInclusive: taxOfKind(true),
      total: money(page.amount_total ?? 0),
    },
  };
}
