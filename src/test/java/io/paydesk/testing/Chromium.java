package io.paydesk.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One real browser for all tests of a JVM; its driver notices the end of the JVM and ends it. */
public final class Chromium {

  private static final @Nullable String PATH = System.getenv("PAYDESK_CHROMIUM");
  private static final double PATIENCE = 20_000;

  private static @Nullable Browser browser;

  private Chromium() {}

  /** Skips the test where there is no browser. */
  public static synchronized Browser browser() {
    Assumptions.assumeTrue(
        PATH != null,
        "Not run: these tests drive a real browser. Set PAYDESK_CHROMIUM to the path of Chromium.");
    if (browser == null) {
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
      var playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(Path.of(PATH))
                      .setArgs(
                          List.of(
                              "--no-sandbox",
                              "--disable-gpu",
                              "--disable-background-networking",
                              "--no-first-run",
                              "--disable-sync")));
    }
    return browser;
  }
}
