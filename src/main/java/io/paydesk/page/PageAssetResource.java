package io.paydesk.page;

import io.paydesk.brand.AssetFiles;
import io.paydesk.problem.HttpProblems;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The style sheets and modules of the payer's page, the same for everybody. */
@Path("/pay/assets/{version}/{file}")
@PermitAll
public class PageAssetResource {

  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private final PageAssets assets;

  PageAssetResource(PageAssets assets) {
    this.assets = assets;
  }

  /** While a release is rolled out, a page of the other one is better off with what is here. */
  @GET
  @Operation(hidden = true)
  public Response get(@PathParam("version") String version, @PathParam("file") String file) {
    var content = assets.content(file);
    if (content == null) {
      throw HttpProblems.of(404);
    }
    return Response.ok(content)
        .header("Content-Type", AssetFiles.type(file))
        .header("Cache-Control", version.equals(assets.version()) ? FOR_GOOD : "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
