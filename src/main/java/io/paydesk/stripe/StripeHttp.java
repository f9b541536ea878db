package io.paydesk.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpURLConnectionClient;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.paydesk.trace.Spans;

/**
 * stripe-java's own HTTP client, which also tells the span of a call how Stripe answered. A call of
 * several requests, or one that is tried again, has the last answer's.
 *
 * @see <a href="https://docs.stripe.com/api/request_ids">request ids</a>
 */
final class StripeHttp extends HttpURLConnectionClient {

  @Override
  public StripeResponse request(StripeRequest request) throws ApiConnectionException {
    var response = super.request(request);
    Spans.tellHere("http.response.status_code", response.code());
    if (response.requestId() != null) {
      Spans.tellHere("paydesk.stripe.request_id", response.requestId());
    }
    return response;
  }
}
