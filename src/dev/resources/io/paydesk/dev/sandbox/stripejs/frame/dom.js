/** An element with its attributes and children; what is null or false is left out. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A picture of one path, 24 by 24. */
function icon(path, name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', name);
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

const ICONS = {
  card: 'M3 6.5h18v11H3zM3 10h18M6.5 14.5h4',
  us_bank_account: 'M3.5 9.5 12 4.5l8.5 5zM6 12.5v5M12 12.5v5M18 12.5v5M3.5 20h17',
  klarna: 'M5 5v14M5 12c4 0 6-3 6-7M9 12l5 7M17.5 18h.5',
};
