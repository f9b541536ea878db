package io.paydesk.trace;

import io.opentelemetry.api.OpenTelemetry;

/** For what is tested without an application around it. */
public final class NoSpans {

  private NoSpans() {}

  public static Spans spans() {
    return new Spans(OpenTelemetry.noop(), true);
  }
}
