package io.paydesk.dev.deliveries;

import io.paydesk.caller.Caller;
import io.paydesk.dev.token.DevKeys;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Shows on a terminal what an app's endpoint would be sent: {@code curl -N
 * localhost:8080/dev/deliveries}. It is an endpoint like any other, so what it shows was signed,
 * posted and verified. It is not part of a production build.
 */
@Path("/dev/deliveries")
@IfBuildProfile(anyOf = {"dev", "test"})
@PermitAll
@Singleton
public class DeliveriesResource {

  private static final String HERE = "/dev/deliveries/here";

  private final Listeners listeners = new Listeners();
  private final DevKeys keys;

  DeliveriesResource(@ConfigProperty(name = DevKeys.PRIVATE_KEY) String privateKey) {
    keys = DevKeys.ofPrivateKey(privateKey);
  }

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(hidden = true)
  public Multi<String> listen(@Context HttpServerRequest request) {
    var service = "http://127.0.0.1:" + request.localAddress().port();
    return Uni.createFrom()
        .completionStage(
            () -> Registration.of(service, service + HERE, keys.token("dev", Set.of(Caller.ADMIN))))
        .onItem()
        .transformToMulti(registered -> listeners.listen());
  }

  @POST
  @Path("here")
  @Operation(hidden = true)
  public void take(@Context HttpHeaders headers, String body) {
    listeners.tell(Arrival.text(headers.getRequestHeaders(), body));
  }
}
