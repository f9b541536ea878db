package io.paydesk.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Takes out of the spans of HTTP what an address may tell: a ticket opens a stream, and a userId
 * names a person.
 */
@Singleton
public class PrivateSpans implements SpanProcessor {

  private static final String REDACTED = "REDACTED";
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> FULL = AttributeKey.stringKey("url.full");
  private static final Pattern USER = Pattern.compile("^(/v1/users/)[^/]+");

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (span.getAttribute(QUERY) != null) {
      span.setAttribute(QUERY, REDACTED);
    }
    var path = span.getAttribute(PATH);
    if (path != null && path.startsWith("/v1/users/")) {
      span.setAttribute(PATH, USER.matcher(path).replaceFirst("$1" + REDACTED));
    }
    var full = span.getAttribute(FULL);
    if (full != null && full.indexOf('?') >= 0) {
      span.setAttribute(FULL, full.substring(0, full.indexOf('?') + 1) + REDACTED);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // what has begun cannot be changed any more
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
