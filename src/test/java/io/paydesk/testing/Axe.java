package io.paydesk.testing;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks for what keeps people from using a page, as <a href="https://www.deque.com/axe">axe</a>.
 */
public final class Axe {

  private static final String SCRIPT = script();

  private Axe() {}

  /** What is serious or worse, with its element. Other sites' frames are theirs. */
  @SuppressWarnings("unchecked")
  public static List<String> obstacles(Page window) {
    if (!(boolean) window.evaluate("'axe' in window")) {
      window.evaluate(SCRIPT);
    }
    return (List<String>)
        window.evaluate(
            """
            axe.run({ exclude: [['iframe']] }, { iframes: false, selectors: false, resultTypes: ['violations'] })
              .then(({ violations }) => violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + failureSummary).join(' ')))
            """);
  }

  private static String script() {
    try (var in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
