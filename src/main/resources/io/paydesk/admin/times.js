// The server writes times in UTC: what one points at is in the browser's own zone.

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The same words as the server's. Null where the day says more. */
function ago(at) {
  const passed = Date.now() - at;
  const apart = Math.abs(passed);
  if (apart < MINUTE) {
    return passed >= 0 ? 'just now' : 'in a moment';
  }
  if (apart >= 7 * DAY) {
    return null;
  }
  const unit = apart < HOUR ? MINUTE : apart < DAY ? HOUR : DAY;
  const told = passed > 0 ? apart : apart + unit / 2;
  const days = Math.floor(told / DAY);
  const words =
    told < HOUR
      ? `${Math.floor(told / MINUTE)} min`
      : told < DAY
        ? `${Math.floor(told / HOUR)} h`
        : `${days} day${days === 1 ? '' : 's'}`;
  return passed > 0 ? `${words} ago` : `in ${words}`;
}

export function tellTimes(within) {
  for (const time of within.querySelectorAll('time[datetime]')) {
    const at = Date.parse(time.dateTime);
    time.title = exact.format(at);
    const words = ago(at);
    if (words && !time.hasAttribute('data-exact') && time.textContent !== words) {
      time.textContent = words;
    }
  }
}

tellTimes(document);
document.addEventListener('htmx:load', ({ detail }) => tellTimes(detail.elt));
setInterval(() => tellTimes(document), MINUTE);
