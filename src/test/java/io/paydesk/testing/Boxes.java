package io.paydesk.testing;

import com.microsoft.playwright.Page;
import java.util.List;

/** Looks for what is drawn outside what it belongs to, or cut off with no way to read the rest. */
public final class Boxes {

  private static final String OUTSIDE =
      """
      boxes => {
        const problems = [];
        const name = (one) => `${one.localName}.${one.getAttribute('class') ?? ''} "${one.textContent.trim().slice(0, 60)}"`;
        const isSeen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
        const hides = (one) => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX);
        const scrolls = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
        const hasWords = (one) => [...one.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim());
        const between = (one, box) => {
          const all = [];
          for (let up = one.parentElement; up && up !== box; up = up.parentElement) {
            all.push(up);
          }
          return all;
        };
        const above = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
        for (const one of above.querySelectorAll('*')) {
          if (one.closest('.hush, .skip, svg, canvas, option, [inert], .uplot') || !isSeen(one)) {
            continue;
          }
          if (hides(one) && one.scrollWidth > one.clientWidth + 1) {
            const words = hasWords(one) || [...one.children].some(hasWords);
            const isTold = one.closest('[title]') || one.querySelector('[title]');
            if (words && getComputedStyle(one).textOverflow !== 'ellipsis') {
              problems.push('is cut off: ' + name(one));
            } else if (words && !isTold) {
              problems.push('is cut off, and nothing says the rest: ' + name(one));
            }
          }
          if (hides(one) && hasWords(one) && one.scrollHeight > one.clientHeight + 3) {
            problems.push('is cut off below: ' + name(one));
          }
          const floats = ['fixed', 'absolute'].includes(getComputedStyle(one).position);
          const box = floats ? document.documentElement : one.parentElement.closest(boxes);
          const { left, right, width, height } = one.getBoundingClientRect();
          if (!box || !width || !height) {
            continue;
          }
          const kept = between(one, box);
          const isClipped = (up) => hides(up) || scrolls(up);
          if (kept.some(isClipped) || (!floats && isClipped(box))) {
            continue;
          }
          const its = box.getBoundingClientRect();
          if (left < its.left - 1 || right > its.right + 1) {
            problems.push(`is outside ${name(box)}: ${name(one)}`);
          }
        }
        return problems;
      }
      """;

  private Boxes() {}

  /**
   * @param boxes a selector of what nothing may stand out of
   * @return what does, in words; empty where all is well
   */
  @SuppressWarnings("unchecked")
  public static List<String> outside(Page window, String boxes) {
    return (List<String>) window.evaluate(OUTSIDE, boxes);
  }
}
