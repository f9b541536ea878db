package io.paydesk.admin;

import io.paydesk.brand.AssetFiles;
import io.paydesk.problem.HttpProblems;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The style sheets and modules of the shop's page, the same for everybody. */
@Path(AdminPaths.ASSETS + "/{version}/{file}")
@PermitAll
public class AdminAssetResource {

  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private static final Pattern GZIP =
      Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))");

  private final AdminAssets assets;

  AdminAssetResource(AdminAssets assets) {
    this.assets = assets;
  }

  /** While a release is rolled out, a page of the other one is better off with what is here. */
  @GET
  @Operation(hidden = true)
  public Response get(
      @PathParam("version") String version,
      @PathParam("file") String file,
      @HeaderParam("Accept-Encoding") @Nullable String unpacks) {
    boolean packed = unpacks != null && GZIP.matcher(unpacks).find();
    var content = packed ? assets.packed(file) : assets.content(file);
    if (content == null) {
      throw HttpProblems.of(404);
    }
    return Response.ok(content)
        .header("Content-Type", AssetFiles.type(file))
        .header("Content-Encoding", packed ? "gzip" : null)
        .header("Vary", "Accept-Encoding")
        .header("Cache-Control", version.equals(assets.version()) ? FOR_GOOD : "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
