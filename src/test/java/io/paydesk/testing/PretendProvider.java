package io.paydesk.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An identity provider with a page on which one picks who one is. It checks what a real one checks:
 * the client's secret, the code, and the verifier behind PKCE's challenge.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">the code
 *     flow</a>
 */
public final class PretendProvider implements AutoCloseable {

  private static final String CLIENT = "paydesk-admin";
  private static final String SECRET = "a secret of the client";
  private static final String KEY_ID = "one";

  private final HttpServer server;
  private final KeyPair pair;

  /** What was asked for, by the code that was given for it. */
  private final Map<String, Map<String, String>> given = new ConcurrentHashMap<>();

  private PretendProvider(HttpServer server, KeyPair pair) {
    this.server = server;
    this.pair = pair;
  }

  static PretendProvider start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var provider = new PretendProvider(server, pair());
      server.createContext("/.well-known/openid-configuration", provider::describe);
      server.createContext("/keys", provider::keys);
      server.createContext("/authorize", provider::ask);
      server.createContext("/token", provider::token);
      server.start();
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    // Another site than the service's own, as a real one is: that is reached by 127.0.0.1.
    return "http://localhost:" + server.getAddress().getPort();
  }

  Map<String, String> settings() {
    return Map.of(
        "paydesk.admin.oidc-client-id",
        CLIENT,
        "paydesk.admin.oidc-client-secret",
        SECRET,
        "paydesk.admin.oidc-issuer",
        url());
  }

  private void describe(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        "application/json",
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/keys", "code_challenge_methods_supported": ["S256"]}
        """
            .formatted(url()));
  }

  private void keys(HttpExchange exchange) throws IOException {
    var key = (RSAPublicKey) pair.getPublic();
    var base64 = Base64.getUrlEncoder().withoutPadding();
    answer(
        exchange,
        200,
        "application/json",
        """
        {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}
        """
            .formatted(
                KEY_ID,
                base64.encodeToString(key.getModulus().toByteArray()),
                base64.encodeToString(key.getPublicExponent().toByteArray())));
  }

  /** One link for each of those whom one may be, and one for who changes their mind. */
  private void ask(HttpExchange exchange) throws IOException {
    var asked = parameters(exchange.getRequestURI().getRawQuery());
    var links =
        Stream.of("ada:admin", "sam:support", "pia:")
            .map(
                who -> {
                  var code = UUID.randomUUID().toString();
                  var known = new ConcurrentHashMap<>(asked);
                  known.put("who", who);
                  given.put(code, known);
                  return link(asked, "code=" + code, "I am " + who.split(":")[0]);
                })
            .collect(Collectors.joining());
    answer(
        exchange,
        200,
        "text/html",
        "<!doctype html><title>Provider</title><link rel=icon href=data:,>"
            + links
            + link(asked, "error=access_denied", "No"));
  }

  private static String link(Map<String, String> asked, String more, String words) {
    return "<p><a href=\"%s?%s&state=%s\">%s</a></p>"
        .formatted(
            asked.get("redirect_uri"), more, URLEncoder.encode(asked.get("state"), UTF_8), words);
  }

  private void token(HttpExchange exchange) throws IOException {
    var sent = parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var known = given.remove(sent.getOrDefault("code", ""));
    if (known == null || !isClient(exchange) || !isVerified(known, sent)) {
      answer(exchange, 400, "application/json", "{\"error\": \"invalid_grant\"}");
      return;
    }
    var who = known.get("who").split(":");
    var token =
        Jwt.issuer(url())
            .subject(who[0])
            .audience(CLIENT)
            .groups(who.length > 1 ? Set.of(who[1]) : Set.of())
            .claim("nonce", known.get("nonce"))
            .expiresIn(Duration.ofMinutes(5))
            .jws()
            .keyId(KEY_ID)
            .sign(pair.getPrivate());
    answer(
        exchange,
        200,
        "application/json",
        """
        {"access_token": "%1$s", "id_token": "%1$s", "token_type": "Bearer", "expires_in": 300}
        """
            .formatted(token));
  }

  private static boolean isClient(HttpExchange exchange) {
    var basic =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, UTF_8)).getBytes(UTF_8));
    var plain = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    return ("Basic " + basic).equals(header) || ("Basic " + plain).equals(header);
  }

  private static boolean isVerified(Map<String, String> known, Map<String, String> sent) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256")
              .digest(sent.getOrDefault("code_verifier", "").getBytes(US_ASCII));
      return "S256".equals(known.get("code_challenge_method"))
          && Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(hash)
              .equals(known.get("code_challenge"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parameters(String query) {
    return Stream.of(query.split("&"))
        .map(one -> one.split("=", 2))
        .collect(
            Collectors.toMap(
                one -> one[0], one -> one.length > 1 ? URLDecoder.decode(one[1], UTF_8) : ""));
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
