package io.paydesk.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;

/**
 * Removes from HTTP spans what an address may give away: a ticket opens a stream, a key opens more,
 * a userId names a person, and a payer's IP address is personal too.
 */
@Singleton
public class PrivateSpans implements SpanProcessor {

  private static final String REDACTED = "REDACTED";
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> FULL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");

  /** Anywhere in the path: {@code /v1//users/ada} works too. */
  private static final String USERS = "/users";

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (span.getAttribute(QUERY) != null) {
      span.setAttribute(QUERY, REDACTED);
    }
    var path = span.getAttribute(PATH);
    if (path != null && Secrets.isOursIn(path)) {
      span.setAttribute(PATH, "/" + REDACTED);
    } else if (path != null && path.contains(USERS)) {
      span.setAttribute(
          PATH, path.substring(0, path.indexOf(USERS) + USERS.length()) + "/" + REDACTED);
    }
    if (span.getAttribute(CLIENT) != null) {
      span.setAttribute(CLIENT, REDACTED);
    }
    var full = span.getAttribute(FULL);
    if (full != null && Secrets.isOursIn(full)) {
      span.setAttribute(FULL, REDACTED);
    } else if (full != null && full.indexOf('?') >= 0) {
      span.setAttribute(FULL, full.substring(0, full.indexOf('?') + 1) + REDACTED);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // the span has ended and cannot be changed any more
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
