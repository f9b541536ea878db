package io.paydesk.problem;

/** The refusals of HTTP itself, with what to do. */
public final class HttpProblems {

  private HttpProblems() {}

  /**
   * @param status 400 to 599
   */
  public static Refusal of(int status) {
    return switch (status) {
      case 401 ->
          Refusal.of(
              "unauthorized",
              401,
              "No valid token",
              "Send 'Authorization: Bearer <token>' with an API key of this service, or with a token"
                  + " that is signed by the configured provider, is meant for this service and has"
                  + " not expired.");
      case 403 ->
          Refusal.of(
              "forbidden",
              403,
              "The token's role does not allow this",
              "Use a token with the role that this call asks for: see the API description at"
                  + " /q/openapi.");
      case 404 ->
          Refusal.of(
              "no-such-path",
              404,
              "No such path",
              "Nothing is served here. The API description at /q/openapi lists what is.");
      case 405 ->
          Refusal.of(
              "method-not-allowed",
              405,
              "Method not allowed",
              "This path does not know this method. See /q/openapi.");
      case 406 ->
          Refusal.of(
              "not-acceptable",
              406,
              "Not acceptable",
              "This call has no answer in a form that the 'Accept' header takes. Leave the header"
                  + " out, or send 'Accept: application/json'.");
      case 408 ->
          Refusal.of(
              "request-too-slow",
              408,
              "Request Timeout",
              "The request did not arrive in time, from its first byte to its last. Send it"
                  + " faster.");
      case 414 ->
          Refusal.of(
              "address-too-long",
              414,
              "URI Too Long",
              "The address is too long for this server. Send fewer or shorter parameters.");
      case 431 ->
          Refusal.of(
              "headers-too-large",
              431,
              "Request Header Fields Too Large",
              "The headers are too large for this server. Send fewer or shorter ones.");
      case 413 ->
          Refusal.of(
              "body-too-large",
              413,
              "The body is too large",
              "A body may have 1 MiB at most. Send less.");
      case 415 ->
          Refusal.of(
              "unsupported-media-type",
              415,
              "Unsupported media type",
              "Send the body as JSON, with 'Content-Type: application/json'.");
      default -> status < 500 ? badRequest(status) : internalError(status);
    };
  }

  private static Refusal badRequest(int status) {
    return Refusal.of(
        "bad-request",
        status,
        "Bad request",
        "The request could not be read. Compare it with /q/openapi.");
  }

  private static Refusal internalError(int status) {
    return Refusal.of(
        "internal-error",
        status,
        "Internal error",
        "Something went wrong on our side. Nothing that was accepted is lost; ask again"
            + " with the same Idempotency-Key.");
  }
}
