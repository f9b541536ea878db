// The appearance API: a theme, variables, and rules for the parts that have names.

const PART = /^\.[A-Z][A-Za-z]*(--[a-z]+)*(::?[a-z-]+)?$/;
const SHEET = new CSSStyleSheet();

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function dress({ theme = 'stripe', variables = {}, rules = {} }) {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.removeAttribute('style');
  for (const [name, value] of Object.entries(variables)) {
    root.style.setProperty(`--${kebab(name)}`, value);
  }
  SHEET.replaceSync('');
  for (const [part, declared] of Object.entries(rules)) {
    if (PART.test(part)) {
      SHEET.insertRule(`${part} {}`, SHEET.cssRules.length);
      const { style } = SHEET.cssRules[SHEET.cssRules.length - 1];
      Object.entries(declared).forEach(([name, value]) => style.setProperty(kebab(name), value));
    } else {
      console.warn(`appearance.rules: '${part}' is no part of the Payment Element`);
    }
  }
  document.adoptedStyleSheets = [SHEET];
}
