/** An error of the page's own is the page's to see, and keeps nobody else from hearing. */
export function safely(tell: () => unknown): void {
  try {
    tell();
  } catch (error) {
    reportError(error);
  }
}
