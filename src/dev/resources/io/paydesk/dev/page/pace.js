// When to do again what is asked for often, or did not work.

const LONGEST_PAUSE = 15_000;

/** Milliseconds to wait after so many failures in a row. */
export const growing = (failures) => Math.min(LONGEST_PAUSE, 500 * 2 ** failures);

/**
 * A function that has the work done at once, but never twice at a time nor within the pause: what
 * is asked for meanwhile is done once, after it. Work that answers false is tried again.
 */
export function paced(pause, work) {
  let wanted = false;
  let busy = false;
  let failures = 0;
  let wake;
  const rest = (milliseconds) =>
    new Promise((rested) => {
      wake = rested;
      setTimeout(rested, milliseconds);
    });
  return async () => {
    wanted = true;
    if (failures) wake(); // there is a reason to try before the pause is over
    if (busy) return;
    busy = true;
    while (wanted) {
      wanted = false;
      failures = (await work()) ? 0 : failures + 1;
      wanted ||= failures > 0;
      await rest(failures ? growing(failures) : pause);
    }
    busy = false;
  };
}
