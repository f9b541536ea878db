// What a request of htmx's fails with, in the words of the problem that the server has answered with.

/**
 * @param place that htmx fills
 * @returns the words, as an element; null where it went well
 */
export async function failed(place, ask) {
  let problem = null;
  const listen = ({ detail }) => {
    if (detail.isError) {
      detail.shouldSwap = false;
      problem = words(detail.xhr.responseText);
    }
  };
  place.addEventListener('htmx:beforeSwap', listen);
  try {
    await ask();
  } catch {
    problem = paragraph('The service was not reached. Check your connection.');
  } finally {
    place.removeEventListener('htmx:beforeSwap', listen);
  }
  return problem;
}

export function words(html) {
  if (html.startsWith('{')) {
    return paragraph(JSON.parse(html).detail);
  }
  const said = new DOMParser().parseFromString(html, 'text/html').querySelector('[data-problem] p');
  return paragraph(said?.textContent.trim() || 'The service did not answer.');
}

export function paragraph(text) {
  const one = document.createElement('p');
  one.className = 'problem-note';
  one.setAttribute('role', 'alert');
  one.textContent = text;
  return one;
}
