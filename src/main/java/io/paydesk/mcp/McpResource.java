package io.paydesk.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.caller.Caller;
import io.paydesk.caller.CarriesCalls;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where agents ask, by the Model Context Protocol over streamable HTTP. Each message is a POST of
 * its own, answered with one JSON object. There is no session and no stream, so any replica
 * answers, and GET and DELETE are not there.
 *
 * <p>The description of the API leaves it out: {@code tools/list} describes it, to those who speak
 * the protocol, and nobody else has a use for it.
 */
@Path("/mcp")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.ADMIN, Caller.SUPPORT})
public class McpResource {

  private final McpServer server;
  private final ObjectMapper json;
  private final SecurityIdentity identity;

  McpResource(McpServer server, ObjectMapper json, SecurityIdentity identity) {
    this.server = server;
    this.json = json;
    this.identity = identity;
  }

  @POST
  @CarriesCalls
  @Operation(operationId = "askMcp", hidden = true)
  public Uni<Response> ask(@Context HttpHeaders headers, byte @Nullable [] body) {
    Caller.of(identity); // the caller must have a name
    Message message;
    try {
      message = Message.read(json, body);
    } catch (RpcError error) {
      return Uni.createFrom().item(refused(error, null));
    }
    if (message.isNotification()) {
      return Uni.createFrom().item(Response.accepted().build());
    }
    return Uni.createFrom()
        .deferred(() -> server.answer(message, Revision.of(message, headers), identity))
        .map(result -> Response.ok(answer(message, result)).build())
        .onFailure(RpcError.class)
        .recoverWithItem(error -> refused((RpcError) error, message));
  }

  private static Map<String, Object> answer(Message message, Map<String, Object> result) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("jsonrpc", "2.0");
    answer.put("id", message.id());
    answer.put("result", result);
    return answer;
  }

  private static Response refused(RpcError error, @Nullable Message message) {
    return Response.status(error.status())
        .entity(error.answer(message == null ? null : message.id()))
        .build();
  }
}
