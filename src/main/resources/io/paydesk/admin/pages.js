// The rows of a list, as pages of a hundred. Those in view and their neighbours are in the document; for the others there
// is room of the same height, so that a list of any length scrolls alike.
import { Chosen } from './chosen.js';
import { failed } from './failed.js';
import { bones, broken, gap, stretch } from './gaps.js';
import { around, page, rowHeight, within } from './heights.js';
import { mergeSoon } from './merge.js';

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
  #first = null;

  constructor(desk, address) {
    this.desk = desk;
    this.address = address;
    this.table = desk.querySelector('table.list');
    this.chosen = new Chosen(this.table);
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
    const { first, last, height } = within(this.#known, from, to);
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
    if (end.next && height < to) {
      this.#known.push({ after: end.next, next: '', count: USUAL, height: USUAL * rowHeight(this.#known) });
      this.#fetch(this.#known.length - 1);
    }
    this.#makeRoom();
  }

  #makeRoom() {
    const { above, below } = around(this.#known, [...this.#live.keys()]);
    stretch(this.above, above);
    stretch(this.below, below);
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
      broken(place, problem, () => {
        this.#live.delete(i);
        place.remove();
        this.#fetch(i);
      });
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
      this.#first = body.rows[0]?.dataset.row ?? null;
      if (this.#first) {
        this.table.hidden = false;
        document.querySelector('.desk > .empty')?.remove();
      }
    }
    this.#follow(i + 1, next);
    this.#number();
    if (!next) {
      this.table.setAttribute('aria-rowcount', 1 + this.#known.reduce((sum, { count }) => sum + count, 0));
    }
    this.chosen.came(body);
  }

  /** Where the page before ends elsewhere than it did, this one begins elsewhere too. Its own end says where the next begins. */
  #follow(i, after) {
    if (!after) {
      for (let gone = this.#known.length - 1; gone >= i; gone--) {
        this.#live.get(gone)?.remove();
        this.#live.delete(gone);
      }
      this.#known.length = Math.min(this.#known.length, i);
    } else if (i < this.#known.length && this.#known[i].after !== after) {
      this.#known[i] = { ...this.#known[i], after };
      const body = this.#live.get(i);
      if (body) {
        const had = body.contains(document.activeElement);
        this.#drop(i);
        this.#fetch(i);
        if (had) {
          this.chosen.focus(this.chosen.id);
        }
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

  /** Where one is: what is known, and how far the window has gone into it. */
  place() {
    return {
      pages: this.#known,
      first: this.#first,
      top: -this.above.getBoundingClientRect().top,
      row: this.chosen.id,
    };
  }

  restore({ top, first }) {
    this.#first = first;
    this.#makeRoom();
    scrollBy(0, top + this.above.getBoundingClientRect().top);
    this.update();
  }

  /** From the first page on, as the list is now. */
  again() {
    const [{ height }] = this.#known;
    this.#live.forEach((body) => body.remove());
    this.#live.clear();
    this.#known = [{ after: '', next: '', count: 0, height }];
    this.#fetch(0);
  }

  /** The newest known row, and the cursor behind which it lies. */
  first() {
    return { row: this.#first, start: this.#known[0].after };
  }

  /** @param keys of the changed rows; null where any may have */
  changed(keys) {
    for (const [i, body] of this.#live) {
      const touched =
        body.dataset.loaded &&
        (!keys || [...body.rows].some((row) => row.dataset.keys.split(' ').some((key) => keys.has(key))));
      if (touched) {
        mergeSoon(body, () => this.address({ part: 'rows', after: this.#known[i].after }));
      }
    }
  }
}
