package io.paydesk.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request or a notification of JSON-RPC 2.0.
 *
 * @param id null of a notification, which nobody answers
 * @param params an object, perhaps an empty one
 */
record Message(@Nullable JsonNode id, String method, JsonNode params) {

  /**
   * @throws RpcError where it is neither, or several at once
   */
  static Message read(ObjectMapper json, byte @Nullable [] body) {
    var sent = tree(json, body);
    if (!sent.isObject() || !sent.path("jsonrpc").asText().equals("2.0")) {
      throw invalid("Send one JSON-RPC 2.0 message, as a JSON object with \"jsonrpc\": \"2.0\"");
    }
    var id = sent.get("id");
    if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
      throw invalid("'id' is a string or a whole number; a notification has none");
    }
    var method = sent.path("method");
    if (!method.isTextual()) {
      throw invalid("'method' is missing. This server asks nothing, so it takes no answers either");
    }
    return new Message(id, method.textValue(), params(sent));
  }

  private static JsonNode params(JsonNode sent) {
    var params = sent.get("params");
    if (params == null || params.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!params.isObject()) {
      throw invalid("'params' is a JSON object");
    }
    return params;
  }

  private static JsonNode tree(ObjectMapper json, byte @Nullable [] body) {
    try {
      var sent = json.readTree(body == null ? new byte[0] : body);
      if (!sent.isMissingNode()) {
        return sent;
      }
    } catch (IOException e) {
      // told below; the parser's own words would quote the input
    }
    throw new RpcError(RpcError.NOT_JSON, 400, "The body is not JSON");
  }

  private static RpcError invalid(String message) {
    return new RpcError(RpcError.INVALID_REQUEST, 400, message);
  }

  boolean isNotification() {
    return id == null;
  }
}
