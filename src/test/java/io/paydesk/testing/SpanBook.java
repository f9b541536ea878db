package io.paydesk.testing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** The latest spans that have ended in a service under test. */
@Singleton
public class SpanBook implements SpanProcessor {

  private static final int MOST = 5_000;

  private final BlockingQueue<SpanData> ended = new LinkedBlockingQueue<>(MOST);

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    // spans are read when they have ended
  }

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    var data = span.toSpanData();
    while (!ended.offer(data)) {
      ended.poll();
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  public List<SpanData> all() {
    return List.copyOf(ended);
  }

  public List<SpanData> where(Predicate<SpanData> fits) {
    return ended.stream().filter(fits).toList();
  }

  public List<SpanData> ofTrace(String traceId) {
    return where(span -> span.getTraceId().equals(traceId));
  }
}
