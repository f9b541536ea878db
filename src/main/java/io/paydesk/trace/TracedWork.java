package io.paydesk.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * One span, and the trail of its work. It must be ended. It must hold nothing secret and nothing
 * personal: messages belong in the log.
 */
public final class TracedWork {

  private final Span span;
  private final Trail trail;

  TracedWork(Span span, Trail trail) {
    this.span = span;
    this.trail = trail;
  }

  /** Adds this id to its log lines too. */
  public TracedWork about(LogId id, Object value) {
    id.record(span, value);
    return new TracedWork(span, trail.with(id, value));
  }

  public TracedWork record(String attribute, String value) {
    span.setAttribute(attribute, value);
    return this;
  }

  public TracedWork record(String attribute, long value) {
    span.setAttribute(attribute, value);
    return this;
  }

  public Trail trail() {
    return trail;
  }

  /** Ends it after success. */
  public void end() {
    span.end();
  }

  /**
   * @param type the kind of failure, in a word
   */
  public void fail(String type) {
    span.setAttribute("error.type", type).setStatus(StatusCode.ERROR);
    span.end();
  }

  public void fail(Throwable failure) {
    fail(failure.getClass().getSimpleName());
  }
}
