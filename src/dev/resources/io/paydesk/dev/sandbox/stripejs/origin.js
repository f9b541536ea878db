// Where this script came from: all its frames and calls go there, and nowhere else.

const SCRIPT = new URL(document.currentScript.src);
const ORIGIN = SCRIPT.origin;

/** The script without a version keeps the names that the versions have changed. */
const UNVERSIONED = SCRIPT.pathname.startsWith('/v3');
