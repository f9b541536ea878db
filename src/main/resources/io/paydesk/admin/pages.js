// The rows of a list, as pages of a hundred. Those in view and their neighbours are in the document; for the others there
// is room of the same height, so that a list of any length scrolls alike.
import { failed } from './failed.js';
import { merge } from './merge.js';

/** Pixels beyond the window from which on rows are fetched. */
const AHEAD = 1200;

/** Pages beside those that are needed, which stay. */
const SPARE = 1;

const USUAL = 100;

export class Pages {
  /** Known pages: where each begins, how many rows it has, and how high it is. */
  #known = [];
  /** Those in the document: their index and their tbody. */
  #live = new Map();
  #chosen = null;
  #wanted = null;
  #stale = new Map();

  constructor(desk, address) {
    this.desk = desk;
    this.address = address;
    this.table = desk.querySelector('table.list');
    this.above = gap();
    this.below = gap();
    document.getElementById('desk-sum').addEventListener('htmx:afterSwap', ({ target }) => {
      const said = target.querySelector('[data-rows]');
      if (said?.hasAttribute('data-complete')) {
        this.table.setAttribute('aria-rowcount', 1 + Number(said.dataset.rows));
      }
    });
  }

  /** @param known the pages that one had come to */
  begin(known) {
    const first = this.table.tBodies[0];
    first.before(this.above);
    first.after(this.below);
    this.desk.querySelector('.older')?.remove();
    this.#known = [page(first)];
    // The first page must be the one that the others follow.
    if (known?.[0] && known[0].after && known[0].after !== first.dataset.start) {
      this.#known = known;
      first.remove();
    } else {
      if (known?.[0]?.next === first.dataset.next) {
        this.#known = known;
      }
      this.#settled(0, first);
    }
    addEventListener('scroll', () => this.#soon(), { passive: true });
    addEventListener('resize', () => this.#soon());
    this.update();
  }

  #frame = 0;

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.update();
    });
  }

  /** Has in the document what is in view. */
  update() {
    const top = -this.above.getBoundingClientRect().top;
    const from = top - AHEAD;
    const to = top + innerHeight + AHEAD;
    let [first, last, y] = [-1, 0, 0];
    for (let i = 0; i < this.#known.length; i++) {
      const end = y + this.#known[i].height;
      if (first < 0 && end > from) {
        first = i;
      }
      if (y < to) {
        last = i;
      }
      y = end;
    }
    first = first < 0 ? last : Math.min(first, last);
    for (const i of [...this.#live.keys()]) {
      if (i < first - SPARE || i > last + SPARE) {
        this.#drop(i);
      }
    }
    for (let i = first; i <= last; i++) {
      if (!this.#live.has(i)) {
        this.#fetch(i);
      }
    }
    const end = this.#known.at(-1);
    if (end.next && y < to) {
      this.#known.push({ after: end.next, next: '', count: USUAL, height: USUAL * this.#rowHeight() });
      this.#fetch(this.#known.length - 1);
    }
    this.#makeRoom();
  }

  #rowHeight() {
    const loaded = this.#known.find(({ count, loaded }) => loaded && count);
    return loaded ? loaded.height / loaded.count : 40;
  }

  #makeRoom() {
    const live = [...this.#live.keys()];
    const low = live.length ? Math.min(...live) : this.#known.length;
    const high = live.length ? Math.max(...live) : this.#known.length;
    const height = (pages) => pages.reduce((sum, one) => sum + one.height, 0);
    stretch(this.above, height(this.#known.slice(0, low)));
    stretch(this.below, height(this.#known.slice(high + 1)));
  }

  #drop(i) {
    const body = this.#live.get(i);
    if (body.dataset.loaded) {
      this.#known[i].height = body.getBoundingClientRect().height;
    }
    body.remove();
    this.#live.delete(i);
  }

  async #fetch(i) {
    const one = this.#known[i];
    const place = bones(one, this.table.tHead.rows[0].cells.length);
    const next = [...this.#live.keys()].filter((live) => live > i).sort((a, b) => a - b)[0];
    (next === undefined ? this.below : this.#live.get(next)).before(place);
    this.#live.set(i, place);
    const url = this.address({ part: 'rows', after: one.after });
    const problem = await failed(place, () =>
      htmx.ajax('GET', url, { source: place, target: place, swap: 'outerHTML' }),
    );
    if (this.#live.get(i) !== place) {
      return;
    }
    if (problem) {
      this.#say(problem, i, place);
      return;
    }
    const body = this.#bodyOf(one);
    if (body) {
      this.#settled(i, body);
      this.update();
    }
  }

  #bodyOf(one) {
    return [...this.table.tBodies].find(
      (body) => body.dataset.after === one.after && !body.dataset.loaded && !body.dataset.bones,
    );
  }

  #say(problem, i, place) {
    const cell = place.rows[0].cells[0];
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'button small';
    again.textContent = 'Try again';
    again.addEventListener('click', () => {
      this.#live.delete(i);
      place.remove();
      this.#fetch(i);
    });
    place.classList.add('broken');
    cell.replaceChildren(problem, again);
    cell.removeAttribute('aria-hidden');
    cell.parentNode.removeAttribute('aria-hidden');
  }

  /** The rows of a page have come. */
  #settled(i, body) {
    body.dataset.loaded = '1';
    this.#live.set(i, body);
    const { next, start } = body.dataset;
    const { height, top } = body.getBoundingClientRect();
    const grown = height - this.#known[i].height;
    Object.assign(this.#known[i], { next, count: body.rows.length, height, loaded: true });
    // What one looks at stays where it is, though what is above it took more or less room than was kept for it.
    if (i > 0 && grown && top < 0) {
      scrollBy(0, grown);
    }
    if (i === 0) {
      this.#known[0].after = start;
    }
    this.#number();
    if (!next) {
      this.table.setAttribute('aria-rowcount', 1 + this.#known.reduce((sum, { count }) => sum + count, 0));
    }
    this.choose(this.#chosen ?? body.rows[0]?.dataset.row);
    if (this.#wanted) {
      const [row, focus] = [this.row(this.#wanted.row), this.#wanted.focus];
      if (row && focus) {
        this.#wanted = null;
        link(row).focus({ preventScroll: true });
      }
    }
  }

  /** Of all rows, whether they are in the document or not. */
  #number() {
    let before = 2;
    for (let i = 0; i < this.#known.length; i++) {
      const body = this.#live.get(i);
      if (body?.dataset.loaded) {
        [...body.rows].forEach((row, at) => row.setAttribute('aria-rowindex', before + at));
      }
      before += this.#known[i].count;
    }
  }

  row(id) {
    return id ? this.table.querySelector(`tr[data-row="${CSS.escape(id)}"]`) : null;
  }

  rows() {
    return [...this.table.querySelectorAll('tr[data-row]')];
  }

  chosen() {
    return this.row(this.#chosen);
  }

  hasFocus() {
    return !!document.activeElement?.closest('tr[data-row]');
  }

  /** Tab comes to one row only, and the keys move from there. */
  choose(id) {
    if (!id) {
      return;
    }
    this.#chosen = id;
    for (const row of this.rows()) {
      const isIt = row.dataset.row === id;
      row.classList.toggle('chosen', isIt);
      link(row).tabIndex = isIt ? 0 : -1;
    }
  }

  focus(id) {
    this.choose(id);
    const row = this.row(id);
    if (row) {
      link(row).focus({ preventScroll: true });
    } else {
      this.#wanted = { row: id, focus: true };
    }
  }

  /** How many rows lie between, and where the window is. */
  place() {
    const top = -this.above.getBoundingClientRect().top;
    return {
      pages: this.#known.map(({ after, next, count, height, loaded }) => ({ after, next, count, height, loaded })),
      top,
      row: this.#chosen,
    };
  }

  restore({ top }) {
    this.#makeRoom();
    scrollBy(0, top + this.above.getBoundingClientRect().top);
    this.update();
  }

  /** The id of the newest known row, where new ones come first. */
  first() {
    return { row: this.#live.get(0)?.rows[0]?.dataset.row ?? this.#first, start: this.#known[0].after };
  }

  #first = null;

  /** @param keys of the changed rows; null where any may have */
  changed(keys) {
    for (const [i, body] of this.#live) {
      const touched =
        body.dataset.loaded &&
        (!keys || [...body.rows].some((row) => row.dataset.keys.split(' ').some((key) => keys.has(key))));
      if (touched && !this.#stale.has(i)) {
        // What comes meanwhile is read along.
        this.#stale.set(
          i,
          setTimeout(() => {
            this.#stale.delete(i);
            merge(this.#live.get(i), this.address({ part: 'rows', after: this.#known[i].after }));
          }, 400),
        );
      }
    }
  }
}

function page(body) {
  return { after: body.dataset.start, next: body.dataset.next, count: body.rows.length, height: 0 };
}

function link(row) {
  return row.querySelector('.open-row');
}

function gap() {
  const body = document.createElement('tbody');
  body.className = 'gap';
  body.setAttribute('aria-hidden', 'true');
  body.append(document.createElement('tr'));
  body.rows[0].append(document.createElement('td'));
  return body;
}

function stretch({ rows: [row] }, height) {
  row.hidden = height < 1;
  row.cells[0].style.height = `${height}px`;
}

/** In the place of rows that are being fetched. */
function bones({ height }, columns) {
  const body = gap();
  body.className = 'bones';
  body.dataset.bones = '1';
  body.rows[0].cells[0].colSpan = columns;
  stretch(body, height);
  return body;
}
