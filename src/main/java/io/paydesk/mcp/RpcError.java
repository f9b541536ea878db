package io.paydesk.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that cannot be carried out, in the words of JSON-RPC. What a tool refuses is none: an
 * agent is to read that and to try again.
 *
 * @see <a href="https://www.jsonrpc.org/specification#error_object">JSON-RPC 2.0</a>
 */
final class RpcError extends RuntimeException {

  static final int NOT_JSON = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int NO_SUCH_METHOD = -32601;
  static final int INVALID_PARAMS = -32602;

  /** MCP's own: what a header says, the body does not. */
  static final int HEADER_MISMATCH = -32020;

  /** MCP's own: the client has to choose another revision. */
  static final int UNSUPPORTED_REVISION = -32022;

  private final int code;
  private final int status;
  private final @Nullable Map<String, Object> data;

  /**
   * @param status of HTTP
   */
  RpcError(int code, int status, String message) {
    this(code, status, message, null);
  }

  RpcError(int code, int status, String message, @Nullable Map<String, Object> data) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
    this.data = data;
  }

  int status() {
    return status;
  }

  /**
   * @param id of the request; null where it could not be read
   */
  Map<String, Object> answer(@Nullable JsonNode id) {
    var error = new LinkedHashMap<String, Object>();
    error.put("code", code);
    error.put("message", getMessage());
    if (data != null) {
      error.put("data", data);
    }
    var answer = new LinkedHashMap<String, Object>();
    answer.put("jsonrpc", "2.0");
    if (id != null) {
      answer.put("id", id);
    }
    answer.put("error", error);
    return answer;
  }
}
