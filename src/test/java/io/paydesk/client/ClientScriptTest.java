package io.paydesk.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Http1;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client for browsers, as the service serves it. */
@QuarkusTest
class ClientScriptTest extends PaydeskTest {

  private static final int HEAVIEST = 8_000;

  private final HttpClient http = Http1.client();

  @Test
  void itIsAModuleOfJavaScriptThatNeedsNothingElse() throws Exception {
    var answer = get();
    var script = text(answer);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(script).containsPattern("export *\\{[^}]*paydesk[^}]*}");
    assertThat(script).doesNotContainPattern("\\bimport\\b *[\"{(*]").doesNotContain("require(");
    assertThat(script).doesNotContain("sourceMappingURL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "https://shop.example", "null"})
  void anyPageMayLoadIt(String origin) throws Exception {
    var answer = get("Origin", origin);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).isEqualTo(List.of("*"));
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
  }

  @Test
  void whoHasItIsToldSo() throws Exception {
    var first = get();
    var tag = header(first, "ETag");
    assertThat(header(first, "Cache-Control")).isEqualTo("public, max-age=3600");

    for (var again : List.of(tag, tag.substring(2), "\"other\", " + tag)) {
      var answer = get("If-None-Match", again, "Accept-Encoding", "gzip");
      assertThat(answer.statusCode()).as(again).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "ETag")).isEqualTo(tag);
      assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    }
    assertThat(get("If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void packedItWeighsLessThanEightKilobytes() throws Exception {
    var packed = get("Accept-Encoding", "br, gzip, deflate");

    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(packed, "Vary")).contains("Accept-Encoding");
    assertThat(packed.body()).hasSizeLessThan(HEAVIEST);
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(gzip.readAllBytes()).isEqualTo(get().body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "identity", "gzip;q=0", "gzip; q=0.0, br"})
  void whoTakesNoGzipGetsItAsItIs(String accepted) throws Exception {
    var answer = get("Accept-Encoding", accepted);

    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(text(answer)).contains("export");
  }

  @Test
  void itsHeadSaysHowLongItIs() throws Exception {
    var head = send(request().method("HEAD", BodyPublishers.noBody()).build());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(get().body().length));
  }

  @Test
  void nobodyWritesIt() throws Exception {
    var answer = send(request().POST(BodyPublishers.ofString("")).build());

    assertThat(answer.statusCode()).isIn(404, 405);
  }

  private HttpResponse<byte[]> get(String... headers) throws Exception {
    var request = request();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private static HttpRequest.Builder request() {
    return HttpRequest.newBuilder(URI.create(StartedService.url()).resolve(ClientScript.PATH));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow(() -> new AssertionError(name));
  }
}
