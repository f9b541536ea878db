package io.paydesk.stripe;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads a body into memory, and closes the connection when it gets too long. */
final class BoundedBody implements BodySubscriber<byte[]> {

  /** It was longer. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(long most) {
      super("the answer is longer than " + most + " bytes");
    }
  }

  private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
  private final long most;
  private long read;
  private @Nullable Subscription subscription;

  private BoundedBody(long most) {
    this.most = most;
  }

  /**
   * @param bytes the most that the body may have
   */
  static BodyHandler<byte[]> atMost(long bytes) {
    return answer -> new BoundedBody(bytes);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscription = begun;
    body.onSubscribe(begun);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    read += parts.stream().mapToLong(ByteBuffer::remaining).sum();
    if (read > most) {
      requireNonNull(subscription).cancel();
      body.onError(new TooLong(most));
    } else {
      body.onNext(parts);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.onError(failure);
  }

  @Override
  public void onComplete() {
    body.onComplete();
  }
}
