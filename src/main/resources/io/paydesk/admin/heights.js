// What is known of the pages of a list, how high they are, and what follows from it: those in view, and the room for others.

const USUAL = 40;

export function rowHeight(pages) {
  const loaded = pages.find((page) => page.loaded && page.count);
  return loaded ? loaded.height / loaded.count : USUAL;
}

/** The room above and below the pages that are in the document, of which these are the indexes. */
export function around(pages, live) {
  const low = live.length ? Math.min(...live) : pages.length;
  const high = live.length ? Math.max(...live) : pages.length;
  const height = (some) => some.reduce((sum, one) => sum + one.height, 0);
  return { above: height(pages.slice(0, low)), below: height(pages.slice(high + 1)) };
}

/** Which pages of these heights lie between two places, and how high all are. */
export function within(pages, from, to) {
  let [first, last, height] = [-1, 0, 0];
  pages.forEach((page, i) => {
    const end = height + page.height;
    if (first < 0 && end > from) {
      first = i;
    }
    if (height < to) {
      last = i;
    }
    height = end;
  });
  return { first: first < 0 ? last : Math.min(first, last), last, height };
}

/** What is known of a page from its rows, before its height is. */
export function page(body) {
  return { after: body.dataset.start, next: body.dataset.next, count: body.rows.length, height: 0 };
}
