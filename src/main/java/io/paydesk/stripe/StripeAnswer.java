package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.ApiException;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a good status comes with the object that was asked for. Something between Stripe and
 * us may answer 200 with a page of its own, with nothing, or with somebody else's object. None of
 * that says what Stripe did, and an incomplete listing proves nothing.
 */
final class StripeAnswer {

  /** Stripe's {@code object} for each path. Answers of other paths are checked less. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("charges", "charge"),
          Map.entry("checkout/sessions", "checkout.session"),
          Map.entry("customers", "customer"),
          Map.entry("disputes", "dispute"),
          Map.entry("events", "event"),
          Map.entry("invoice_payments", "invoice_payment"),
          Map.entry("invoices", "invoice"),
          Map.entry("payment_intents", "payment_intent"),
          Map.entry("payment_method_domains", "payment_method_domain"),
          Map.entry("payment_methods", "payment_method"),
          Map.entry("prices", "price"),
          Map.entry("radar/early_fraud_warnings", "radar.early_fraud_warning"),
          Map.entry("refunds", "refund"),
          Map.entry("setup_intents", "setup_intent"),
          Map.entry("subscription_items", "subscription_item"),
          Map.entry("subscriptions", "subscription"));

  /** Actions on an object, which answer with the object. */
  private static final Set<String> ACTIONS =
      Set.of(
          "cancel",
          "capture",
          "close",
          "confirm",
          "detach",
          "expire",
          "finalize",
          "mark_uncollectible",
          "pay",
          "resume",
          "validate",
          "void");

  /** For some kinds Stripe answers that an id is deleted, for others that it is missing. */
  private static final String MISSING =
      "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"resource_missing\","
          + "\"message\":\"It was deleted at Stripe.\"}}";

  private StripeAnswer() {}

  /**
   * @return the answer; for a deleted object, the answer for a missing one
   * @throws ApiException when the status is good and the answer is not Stripe's; the text does not
   *     quote it
   */
  static StripeResponse check(StripeRequest request, StripeResponse answer) throws ApiException {
    if (answer.code() < 200 || answer.code() >= 300) {
      return answer;
    }
    var body = read(answer);
    var kind = body == null || !body.isObject() ? null : StripeJson.text(body, "object");
    if (body == null || kind == null || kind.equals("list") && !isListing(body)) {
      throw unreadable(answer);
    }
    var asked = Asked.of(request);
    if (asked != null && !asked.isAnsweredBy(body)) {
      throw unreadable(answer);
    }
    if (asked == null || !body.path("deleted").booleanValue()) {
      return answer;
    }
    return switch (request.method()) {
      case GET -> new StripeResponse(404, answer.headers(), MISSING);
      case DELETE -> answer;
      default -> throw unreadable(answer);
    };
  }

  /** Whether it is a page of a listing. Only a listing can show that something does not exist. */
  static boolean isListing(JsonNode body) {
    return "list".equals(StripeJson.text(body, "object"))
        && body.path("data").isArray()
        && body.path("has_more").isBoolean()
        && !(body.path("has_more").booleanValue() && body.path("data").isEmpty());
  }

  private static @Nullable JsonNode read(StripeResponse answer) {
    try {
      return StripeJson.parse(answer.body());
    } catch (IllegalArgumentException notJson) {
      return null;
    }
  }

  private static ApiException unreadable(StripeResponse answer) {
    return new ApiException(
        "The answer is not what was asked for", answer.requestId(), null, answer.code(), null);
  }

  /**
   * @param kind Stripe's {@code object}
   * @param id null where one is made, or all are listed
   */
  private record Asked(String kind, @Nullable String id, boolean listing) {

    /** Null for an unknown path. */
    static @Nullable Asked of(StripeRequest request) {
      // A proxy may serve Stripe's API under a path of its own.
      var whole = request.url().getPath();
      var path = whole.substring(Math.max(0, whole.lastIndexOf("/v1/")));
      for (var known : KINDS.entrySet()) {
        var begin = "/v1/" + known.getKey();
        if (path.equals(begin)) {
          return new Asked(known.getValue(), null, request.method() == RequestMethod.GET);
        }
        if (path.startsWith(begin + "/")) {
          return one(known.getValue(), List.of(path.substring(begin.length() + 1).split("/")));
        }
      }
      return null;
    }

    private static @Nullable Asked one(String kind, List<String> rest) {
      if (rest.size() == 2 && rest.get(1).equals("lines")) {
        return new Asked("line_item", null, true);
      }
      if (rest.equals(List.of("create_preview"))) {
        return new Asked(kind, null, false);
      }
      var ofIt = rest.size() == 1 || rest.size() == 2 && ACTIONS.contains(rest.get(1));
      return ofIt && !rest.get(0).equals("search")
          ? new Asked(kind, URLDecoder.decode(rest.get(0), StandardCharsets.UTF_8), false)
          : null;
    }

    boolean isAnsweredBy(JsonNode body) {
      if (!listing) {
        return is(body) && (id == null || id.equals(StripeJson.text(body, "id")));
      }
      if (!isListing(body)) {
        return false;
      }
      for (var object : body.path("data")) {
        if (!is(object)) {
          return false;
        }
      }
      return true;
    }

    private boolean is(JsonNode object) {
      var itsId = StripeJson.text(object, "id");
      return kind.equals(StripeJson.text(object, "object")) && itsId != null && !itsId.isBlank();
    }
  }
}
