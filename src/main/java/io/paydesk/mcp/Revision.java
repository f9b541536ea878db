package io.paydesk.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which revision of MCP a request speaks. Those of today say so in each request. Those before agree
 * on one by {@code initialize}, and nothing else about them differs here: neither has a session.
 *
 * @see <a
 *     href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">Versioning</a>
 */
enum Revision {
  OF_TODAY,
  BEFORE;

  private static final String TODAY = "2026-07-28";

  /** The newest first. Older ones send several messages at once. */
  private static final List<String> EARLIER = List.of("2025-11-25", "2025-06-18");

  static final List<String> ALL = Stream.concat(Stream.of(TODAY), EARLIER.stream()).toList();

  private static final String OURS = "io.modelcontextprotocol/";

  private static final String HEADER = "MCP-Protocol-Version";

  private static final Pattern ENCODED = Pattern.compile("=\\?base64\\?(.*)\\?=");

  /**
   * @throws RpcError for a revision that is not spoken, and where headers do not say what the body
   *     says
   */
  static Revision of(Message message, HttpHeaders headers) {
    var meta = message.params().path("_meta");
    var named = meta.get(OURS + "protocolVersion");
    if (named == null && message.method().equals("initialize")) {
      return BEFORE;
    }
    var header = headers.getHeaderString(HEADER);
    var wanted = named == null ? header : named.asText();
    if (wanted == null || EARLIER.contains(wanted)) {
      return BEFORE;
    }
    if (named != null) {
      mustSay(headers, HEADER, wanted);
    }
    if (!wanted.equals(TODAY)) {
      throw unsupported(wanted);
    }
    if (named == null || !meta.path(OURS + "clientCapabilities").isObject()) {
      throw new RpcError(
          RpcError.INVALID_PARAMS,
          400,
          "'params._meta' has no %sprotocolVersion or no %sclientCapabilities"
              .formatted(OURS, OURS));
    }
    mustSay(headers, "Mcp-Method", message.method());
    if (message.method().equals("tools/call")) {
      mustSay(headers, "Mcp-Name", message.params().path("name").asText());
    }
    return OF_TODAY;
  }

  /** What somebody between has decided by the headers must be what is done by the body. */
  private static void mustSay(HttpHeaders headers, String name, String body) {
    var header = headers.getHeaderString(name);
    if (header == null || !decoded(header).equals(body)) {
      throw new RpcError(
          RpcError.HEADER_MISMATCH, 400, "The header " + name + " does not say what the body says");
    }
  }

  private static String decoded(String header) {
    var encoded = ENCODED.matcher(header.strip());
    if (!encoded.matches()) {
      return header.strip();
    }
    try {
      return new String(Base64.getDecoder().decode(encoded.group(1)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static RpcError unsupported(String wanted) {
    return new RpcError(
        RpcError.UNSUPPORTED_REVISION,
        400,
        "Unsupported protocol version",
        Map.of("supported", ALL, "requested", Telling.shortened(wanted)));
  }

  /** The one that is asked for, or the nearest that {@code initialize} can agree on. */
  static String agreed(@Nullable JsonNode wanted) {
    return wanted != null && EARLIER.contains(wanted.asText()) ? wanted.asText() : EARLIER.get(0);
  }
}
