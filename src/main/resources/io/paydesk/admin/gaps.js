// Room in a table for rows that are not in the document.

export function gap() {
  const body = document.createElement('tbody');
  body.className = 'gap';
  body.setAttribute('aria-hidden', 'true');
  body.append(document.createElement('tr'));
  body.rows[0].append(document.createElement('td'));
  return body;
}

export function stretch({ rows: [row] }, height) {
  row.hidden = height < 1;
  row.cells[0].style.height = `${height}px`;
}

/** In the place of rows that are being fetched. */
export function bones({ height }, columns) {
  const body = gap();
  body.className = 'bones';
  body.dataset.bones = '1';
  body.rows[0].cells[0].colSpan = columns;
  stretch(body, height);
  return body;
}

/** In the place of rows that did not come. */
export function broken(body, problem, tryAgain) {
  const [cell] = body.rows[0].cells;
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'button small';
  again.textContent = 'Try again';
  again.addEventListener('click', tryAgain);
  body.classList.add('broken');
  body.removeAttribute('aria-hidden');
  cell.replaceChildren(problem, again);
}
