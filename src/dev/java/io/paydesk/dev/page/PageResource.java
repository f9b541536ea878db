package io.paydesk.dev.page;

import io.paydesk.brand.BrandConfig;
import io.paydesk.problem.HttpProblems;
import io.paydesk.stripe.StripeAccountConfig;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The tour: a developer makes an order, pays it on the payer's own page in a frame, and sees what
 * the app sees. It is not part of a production build, and its policy is as strict as a payment
 * page's should be: nothing inline, nobody else's scripts.
 */
@Path("/")
@IfBuildProfile(anyOf = {"dev", "test"})
@PermitAll
public class PageResource {

  private static final String INDEX = "index.html";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String SHEET = "text/css; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry(INDEX, "text/html; charset=utf-8"),
          Map.entry("calls.js", SCRIPT),
          Map.entry("clock.js", SCRIPT),
          Map.entry("deliveries.js", SCRIPT),
          Map.entry("heard.js", SCRIPT),
          Map.entry("make.js", SCRIPT),
          Map.entry("methods.js", SCRIPT),
          Map.entry("money.js", SCRIPT),
          Map.entry("pace.js", SCRIPT),
          Map.entry("page.js", SCRIPT),
          Map.entry("paying.js", SCRIPT),
          Map.entry("phone.js", SCRIPT),
          Map.entry("refund.js", SCRIPT),
          Map.entry("rows.js", SCRIPT),
          Map.entry("runlist.js", SCRIPT),
          Map.entry("runs.js", SCRIPT),
          Map.entry("scenario.js", SCRIPT),
          Map.entry("stream.js", SCRIPT),
          Map.entry("stripe.js", SCRIPT),
          Map.entry("subscribed.js", SCRIPT),
          Map.entry("subscription.js", SCRIPT),
          Map.entry("terms.js", SCRIPT),
          Map.entry("view.js", SCRIPT),
          Map.entry("watch.js", SCRIPT),
          Map.entry("words.js", SCRIPT),
          Map.entry("page.css", SHEET),
          Map.entry("tour.css", SHEET),
          Map.entry("icon.svg", "image/svg+xml"));

  private final Settings settings;
  private final String policy;

  PageResource(
      @ConfigProperty(name = "paydesk.dev.sandbox.url") Optional<String> sandbox,
      BrandConfig brand,
      StripeAccountConfig stripe) {
    settings = new Settings(sandbox.orElse(null));
    policy = policy(sandbox, brand.logo(), stripe.script());
  }

  /**
   * @param sandboxUrl of the pretend Stripe; null when Stripe itself is used
   */
  public record Settings(String sandboxUrl) {}

  @GET
  @Operation(hidden = true)
  public Response index() {
    return file(INDEX);
  }

  @GET
  @Path("dev/page/{file}")
  @Operation(hidden = true)
  public Response file(@PathParam("file") String name) {
    var type = TYPES.get(name);
    if (type == null) {
      throw HttpProblems.of(404);
    }
    return Response.ok(read(name))
        .header("Content-Type", type)
        .header("Content-Security-Policy", policy)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  @GET
  @Path("dev/page/settings")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Settings settings() {
    return settings;
  }

  private static byte[] read(String name) {
    try (var in = PageResource.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String policy(Optional<String> sandbox, Optional<String> logo, URI script) {
    var stripe = origin(Optional.of(script.toString()));
    var itself = sandbox.isEmpty();
    var parts = itself ? " https://*.js.stripe.com" : "";
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'" + stripe + parts,
        "frame-src 'self'" + stripe + parts + (itself ? " https://hooks.stripe.com" : ""),
        "style-src 'self'",
        "connect-src 'self'" + (itself ? " https://api.stripe.com" : origin(sandbox)),
        "img-src 'self' data:" + origin(logo),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }

  /** With a space before it; empty for an address on this host, or none. */
  private static String origin(Optional<String> address) {
    return address
        .map(URI::create)
        .filter(uri -> uri.getAuthority() != null)
        .map(uri -> " " + uri.getScheme() + "://" + uri.getAuthority())
        .orElse("");
  }
}
