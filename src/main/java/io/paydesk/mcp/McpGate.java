package io.paydesk.mcp;

import io.paydesk.problem.HttpProblems;
import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers as if there were no endpoint where it is off, and keeps out what pages of other sites
 * send. Their {@code Origin} is not compared with {@code Host}: with DNS rebinding both are theirs.
 *
 * @see <a
 *     href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable
 *     HTTP</a>
 */
@Singleton
public class McpGate {

  private static final Pattern OURS = Pattern.compile("/*mcp/*");

  private final McpMode mode;
  private final List<String> origins;
  private final List<Pattern> patterns;

  /**
   * @param mode Whether agents may look things up at {@code /mcp}: {@code off}, {@code read}, or
   *     {@code write}, with which they may make refunds too
   * @param cors whether pages of other sites may call this service at all
   * @param origins the sites that may
   */
  McpGate(
      @ConfigProperty(name = "paydesk.mcp", defaultValue = "off") McpMode mode,
      @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors,
      @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
    this.mode = mode;
    var allowed = cors ? origins : Optional.<List<String>>empty();
    this.origins = allowed.orElse(List.of());
    this.patterns = CORSFilter.parseAllowedOriginsRegex(allowed);
  }

  McpMode mode() {
    return mode;
  }

  /** Before the method and the caller are looked at. */
  @ServerRequestFilter(preMatching = true)
  public @Nullable Response check(ContainerRequestContext request) {
    return OURS.matcher(request.getUriInfo().getPath()).matches() ? refusal(request) : null;
  }

  /** One address can be written in several ways. */
  @ServerRequestFilter
  public @Nullable Response checkAgain(ContainerRequestContext request, ResourceInfo resource) {
    return resource.getResourceClass() == McpResource.class ? refusal(request) : null;
  }

  private @Nullable Response refusal(ContainerRequestContext request) {
    if (mode == McpMode.OFF) {
      throw HttpProblems.of(404);
    }
    return isForeign(request.getHeaderString("Origin")) ? foreign() : null;
  }

  boolean isForeign(@Nullable String origin) {
    return origin != null
        && !origins.contains(origin)
        && !CORSFilter.isOriginAllowedByRegex(patterns, origin);
  }

  private static Response foreign() {
    return Response.status(403)
        .type(MediaType.APPLICATION_JSON)
        .entity(
            new RpcError(
                    RpcError.INVALID_REQUEST,
                    403,
                    "The Origin header names a site that may not call this service. Programs send"
                        + " none; QUARKUS_HTTP_CORS_ORIGINS names the sites that may")
                .answer(null))
        .build();
  }
}
