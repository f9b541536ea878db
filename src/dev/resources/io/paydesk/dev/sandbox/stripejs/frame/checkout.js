// Checkout's own page within a page: how high it is, and that it is paid.

const complete = document.querySelector('[data-complete]');
listen(() => complete && say('complete', complete.dataset.complete), {});
