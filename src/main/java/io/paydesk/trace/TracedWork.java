package io.paydesk.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * One span, and the trail of what is done for it. It must be ended. Nothing that is secret, and
 * nothing of whom it is about, belongs in a span: messages are left to the log.
 */
public final class TracedWork {

  private final Span span;
  private final Trail trail;

  TracedWork(Span span, Trail trail) {
    this.span = span;
    this.trail = trail;
  }

  /** Log lines of it carry this id too. */
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

  /** As it should. */
  public void end() {
    span.end();
  }

  /**
   * @param type what kind of failure, in a word
   */
  public void fail(String type) {
    span.setAttribute("error.type", type).setStatus(StatusCode.ERROR);
    span.end();
  }

  public void fail(Throwable failure) {
    fail(failure.getClass().getSimpleName());
  }
}
