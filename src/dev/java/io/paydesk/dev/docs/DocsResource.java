package io.paydesk.dev.docs;

import io.paydesk.problem.HttpProblems;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The documentation, from the files of the checkout. It is not part of a production build. */
@Path("/docs")
@IfBuildProfile(anyOf = {"dev", "test"})
@PermitAll
@Blocking
public class DocsResource {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "png", "image/png",
          "svg", "image/svg+xml",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  private final DocsFiles files;

  DocsResource(DocsFiles files) {
    this.files = files;
  }

  @GET
  @Operation(hidden = true)
  public Response start() {
    return page("");
  }

  @GET
  @Path("{address: .+}")
  @Operation(hidden = true)
  public Response page(@PathParam("address") String address) {
    var file = files.at(address).orElseThrow(() -> HttpProblems.of(404));
    return DocsFiles.isPage(file)
        ? answer(shell().page(file, read(file)), HTML)
        : answer(files.bytes(file), type(file.toString()).orElseThrow(() -> HttpProblems.of(404)));
  }

  @GET
  @Path("assets/{name}")
  @Operation(hidden = true)
  public Response asset(@PathParam("name") String name) {
    if (!name.matches("docs\\.(css|js)")) {
      throw HttpProblems.of(404);
    }
    try (var in = DocsResource.class.getResourceAsStream(name)) {
      return answer(in.readAllBytes(), type(name).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GET
  @Path("search")
  @Operation(hidden = true)
  public Response search(@QueryParam("q") Optional<String> asked) {
    var search = new Search(asked.orElse(""));
    var hits =
        search.in(
            files.pages().stream()
                .map(file -> new Search.Page(DocsFiles.address(file), read(file))));
    return answer(shell().results(asked.orElse(""), search, hits), HTML);
  }

  private Shell shell() {
    var readme = files.at("").orElseThrow(() -> HttpProblems.of(404));
    return new Shell(Contents.of(read(readme)));
  }

  private Markdown read(java.nio.file.Path file) {
    return new Markdown(file, files.text(file));
  }

  private static Optional<String> type(String name) {
    return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  private static Response answer(Object body, String type) {
    return Response.ok(body)
        .header("Content-Type", type)
        .header("Content-Security-Policy", POLICY)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
