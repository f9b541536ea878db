package io.paydesk.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.paydesk.trace.Spans;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends stripe-java's requests. Each attempt has one deadline from the connection to the last byte,
 * so that a slow answer does not keep a thread. Redirects are not followed. stripe-java repeats a
 * lost attempt with the same headers, and so with the same idempotency key. The call's span records
 * how Stripe answered last.
 *
 * @see <a href="https://docs.stripe.com/api/request_ids">request ids</a>
 */
@Singleton
final class StripeHttp extends HttpClient {

  /** A page of the largest objects has some megabytes. */
  private static final long MOST_BYTES = 32L << 20;

  private final java.net.http.HttpClient http;
  private final Duration longestTry;

  /**
   * What stripe-java says of this machine. It reads the whole environment each time it is asked.
   */
  private final String machine = buildXStripeClientUserAgentString();

  private final StripePulse pulse;

  StripeHttp(StripeCallConfig calls, StripePulse pulse) {
    this.longestTry = calls.timeout();
    this.pulse = pulse;
    // With HTTP/2, one broken connection would end all calls.
    this.http =
        java.net.http.HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(calls.connectTimeout())
            .build();
  }

  @Override
  public StripeResponse request(StripeRequest request) throws StripeException {
    var call = CallUnderWay.here();
    if (call.remaining().compareTo(Duration.ZERO) <= 0) {
      throw new ApiConnectionException("the call took too long");
    }
    var answer = answer(request, call);
    pulse.answered();
    Spans.recordHere("http.response.status_code", answer.code());
    if (answer.requestId() != null) {
      Spans.recordHere("paydesk.stripe.request_id", StripeFailures.shown(answer.requestId()));
    }
    var checked = StripeAnswer.check(request, answer);
    if (checked.code() < 300) {
      call.answered();
    }
    return checked;
  }

  private StripeResponse answer(StripeRequest request, CallUnderWay call)
      throws ApiConnectionException {
    var left = call.remaining();
    var wait = left.compareTo(longestTry) < 0 ? left : longestTry;
    var coming = http.sendAsync(asked(request), BoundedBody.atMost(MOST_BYTES));
    try {
      return stripeResponse(coming.get(wait.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      call.lost(request.method() == RequestMethod.DELETE);
      throw lost();
    } catch (ExecutionException e) {
      call.lost(request.method() == RequestMethod.DELETE);
      throw e.getCause() instanceof IOException && !isTooLong(e.getCause())
          ? lost()
          : new ApiConnectionException("the answer could not be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.lost(request.method() == RequestMethod.DELETE);
      throw new ApiConnectionException("interrupted");
    } finally {
      // Hangs up if the answer is incomplete.
      coming.cancel(true);
    }
  }

  private static boolean isTooLong(Throwable failure) {
    return failure instanceof BoundedBody.TooLong
        || failure.getCause() instanceof BoundedBody.TooLong;
  }

  /** This cause tells stripe-java that it may repeat the request. */
  private static ApiConnectionException lost() {
    return new ApiConnectionException("no whole answer from Stripe", new ConnectException());
  }

  private HttpRequest asked(StripeRequest request) {
    var content = request.content();
    var asked =
        HttpRequest.newBuilder(URI.create(request.url().toString()))
            .method(
                request.method().name(),
                content == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(content.byteArrayContent()));
    request
        .headers()
        .map()
        .forEach((name, values) -> asked.setHeader(name, String.join(",", values)));
    asked.setHeader("User-Agent", buildUserAgentString(request));
    asked.setHeader("X-Stripe-Client-User-Agent", machine);
    if (content != null) {
      asked.setHeader("Content-Type", content.contentType());
    }
    return asked.build();
  }

  private static StripeResponse stripeResponse(HttpResponse<byte[]> answer) {
    return new StripeResponse(
        answer.statusCode(),
        HttpHeaders.of(answer.headers().map()),
        new String(answer.body(), StandardCharsets.UTF_8));
  }
}
