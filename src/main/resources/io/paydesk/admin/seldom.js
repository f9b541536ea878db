// What changes all the time is drawn at most so often, and once more after the last change.

/**
 * @param pause between two drawings, in ms
 * @param settled from a change to its drawing at the least, in ms
 */
export function seldom(pause, settled, draw) {
  let waiting;
  let again = false;
  let last = 0;
  const ask = () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = setTimeout(
      () => {
        waiting = undefined;
        last = Date.now();
        draw();
        if (again) {
          again = false;
          ask();
        }
      },
      Math.max(settled, last + pause - Date.now()),
    );
  };
  return ask;
}
