package io.paydesk.dev.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;

/** The requests of a page. */
final class Asked {

  final List<String> all = new ArrayList<>();
  private final Page page;
  private final List<Request> open = new ArrayList<>();

  Asked(Page page) {
    this.page = page;
    page.onRequest(this::begun);
    page.onRequestFinished(open::remove);
    page.onRequestFailed(open::remove);
  }

  private void begun(Request request) {
    all.add(request.method() + " " + request.url());
    if (!request.resourceType().equals("eventsource")) {
      open.add(request);
    }
  }

  /** Waits until delayed requests are done too, and all are answered. */
  void untilItIsQuiet() {
    page.waitForCondition(
        () -> {
          all.clear();
          page.clock().fastForward(1_000);
          page.evaluate("null");
          return all.isEmpty() && open.isEmpty();
        });
  }
}
