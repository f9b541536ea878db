package io.paydesk.client;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the client for browsers, which the build has bundled. Any page may load it, and so it is
 * answered before it is asked which sites may call the API: those rules would refuse it, and would
 * make its answer another one for each site, which no cache could keep.
 */
@ApplicationScoped
class ClientScript {

  static final String PATH = "/paydesk.js";

  private static final String FILE = "paydesk.js";

  /** After those that look whether it is a request at all, and before those that look at sites. */
  private static final int BEFORE_CORS = 800;

  /** A new release is loaded within the hour; until then the old client gets on with it. */
  private static final String KEPT = "public, max-age=3600";

  private record Script(Buffer plain, Buffer packed, String tag) {}

  void install(@Observes Filters filters) {
    try (var file = ClientScript.class.getResourceAsStream(FILE)) {
      if (file != null) {
        var script = script(file.readAllBytes());
        filters.register(context -> serve(context, script), BEFORE_CORS);
      } else if (LaunchMode.current() == LaunchMode.NORMAL) {
        throw new IllegalStateException(FILE + " was left out of this build");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  private static void serve(RoutingContext context, Script script) {
    var method = context.request().method();
    boolean isAsked = method == HttpMethod.GET || method == HttpMethod.HEAD;
    if (!isAsked || !PATH.equals(context.normalizedPath())) {
      context.next();
      return;
    }
    var response =
        context
            .response()
            .putHeader("Access-Control-Allow-Origin", "*")
            .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
            .putHeader("Cache-Control", KEPT)
            .putHeader("Vary", "Accept-Encoding");
    context.etag(script.tag());
    if (context.isFresh()) {
      response.setStatusCode(304).end();
      return;
    }
    boolean isPacked = takesGzip(context.request().getHeader("Accept-Encoding"));
    var body = isPacked ? script.packed() : script.plain();
    if (isPacked) {
      response.putHeader("Content-Encoding", "gzip");
    }
    response
        .putHeader("Content-Type", "text/javascript; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Length", String.valueOf(body.length()));
    if (method == HttpMethod.HEAD) {
      response.end();
    } else {
      response.end(body);
    }
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && accepted.matches("(?i)(.*,)?\\s*gzip\\s*(;q=(1|0?\\.[1-9]).*)?(,.*)?");
  }

  /** The tag is weak, as both forms have the same. */
  private static Script script(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(plain);
      var tag = "W/\"" + HexFormat.of().formatHex(digest, 0, 16) + '"';
      return new Script(Buffer.buffer(plain), Buffer.buffer(packed.toByteArray()), tag);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
