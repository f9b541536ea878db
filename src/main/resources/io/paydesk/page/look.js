// Stripe's fields look like the page around them: they get its tokens.
export const dark = matchMedia('(prefers-color-scheme: dark)');

const dressed = new Set();
dark.addEventListener('change', () => dressed.forEach((elements) => elements.update({ appearance: look() })));
addEventListener('paydesk:shown', () => dressed.clear());

// They change with the page from now on, until it shows something else.
export function dress(elements) {
  dressed.add(elements);
  return elements;
}

export function look() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  return {
    theme: dark.matches ? 'night' : 'stripe',
    labels: 'above',
    variables: {
      colorPrimary: token('--brand-text'),
      colorBackground: token('--field'),
      colorText: token('--ink'),
      colorTextSecondary: token('--ink2'),
      colorTextPlaceholder: token('--ink3'),
      colorDanger: token('--bad'),
      fontFamily: token('--font'),
      fontSizeBase: '16px',
      fontSizeSm: '14px',
      borderRadius: token('--r2'),
      spacingUnit: '4px',
      spacingGridRow: '16px',
      focusOutline: `2px solid ${token('--brand-text')}`,
    },
    rules: {
      '.Input': { border: `1px solid ${token('--edge')}`, boxShadow: 'none', padding: '12px' },
      '.Input--invalid': { boxShadow: 'none' },
      '.Label': { fontWeight: '500', marginBottom: '4px' },
      '.Tab': { border: `1px solid ${token('--line')}`, boxShadow: 'none' },
      '.Tab:hover': { borderColor: token('--edge') },
      '.Tab--selected': {
        borderColor: token('--brand-text'),
        boxShadow: `0 0 0 1px ${token('--brand-text')}`,
        color: token('--brand-text'),
      },
    },
  };
}
