package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.paydesk.testing.Receiver;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Posting to an address under a name that is not looked up. */
class DeliveryClientTest {

  private static final String WORD = "changeit";
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final InetAddress loopback = InetAddress.getLoopbackAddress();

  @TempDir Path keys;

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int post(DeliveryClient client, EndpointUrl url) {
    return client.post(url, loopback, Map.of("webhook-id", "1"), "{}").await().atMost(LONG_ENOUGH);
  }

  @Test
  void theHostHeaderIsTheNameAndAnIpv6AddressHasBrackets() {
    try (var receiver = new Receiver()) {
      var client = new DeliveryClient(vertx);
      for (var host : new String[] {"shop.test", "::1", "127.0.0.1"}) {
        assertThat(post(client, new EndpointUrl(false, host, receiver.port(), "/a?b=c")))
            .isEqualTo(200);
      }

      assertThat(receiver.all())
          .extracting(hit -> hit.header("Host"))
          .containsExactly(
              "shop.test:" + receiver.port(),
              "[::1]:" + receiver.port(),
              "127.0.0.1:" + receiver.port());
      assertThat(receiver.all()).allMatch(hit -> hit.path().equals("/a?b=c"));
      assertThat(receiver.all().get(0).header("webhook-id")).isEqualTo("1");
    }
  }

  /** The certificate must be for the name, not the address, and from a trusted issuer. */
  @Test
  void theCertificateIsCheckedAgainstTheNameNotTheAddress() throws Exception {
    var certificate = certificateOf("shop.test");
    var names = new CopyOnWriteArrayList<String>();
    var server = tlsServer(certificate, names);
    try {
      int port = server.getAddress().getPort();
      var trusting =
          new DeliveryClient(
              vertx,
              new HttpClientOptions()
                  .setTrustOptions(
                      new PfxOptions().setPath(certificate.toString()).setPassword(WORD)));

      assertThat(post(trusting, new EndpointUrl(true, "shop.test", port, "/"))).isEqualTo(200);
      for (var other : new String[] {"other.test", "127.0.0.1"}) {
        assertThat(failure(trusting, new EndpointUrl(true, other, port, "/")))
            .startsWith("SSLException: no TLS connection: No ")
            .contains(other);
      }
      assertThat(failure(new DeliveryClient(vertx), new EndpointUrl(true, "shop.test", port, "/")))
          .contains("unable to find valid certification path");
      assertThat(names).containsExactly("shop.test:" + port);
    } finally {
      server.stop(0);
    }
  }

  /** The failure as an admin reads it. */
  private String failure(DeliveryClient client, EndpointUrl url) {
    var failure = new Throwable[1];
    client
        .post(url, loopback, Map.of(), "{}")
        .onFailure()
        .invoke(thrown -> failure[0] = thrown)
        .onFailure()
        .recoverWithItem(0)
        .await()
        .atMost(LONG_ENOUGH);
    return DeliverySender.asRunFailure(failure[0]).getMessage();
  }

  private Path certificateOf(String name) throws IOException, InterruptedException {
    var file = keys.resolve("keys.p12");
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                WORD,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.exists(file)).isTrue();
    return file;
  }

  private static HttpsServer tlsServer(Path certificate, CopyOnWriteArrayList<String> hosts)
      throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(certificate)) {
      store.load(in, WORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, WORD.toCharArray());
    var tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          hosts.add(exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void cancelingHangsUp() throws Exception {
    try (var silent = new ServerSocket(0, 1, loopback)) {
      var url = new EndpointUrl(false, "shop.test", silent.getLocalPort(), "/");
      var waiting =
          new DeliveryClient(vertx)
              .post(url, loopback, Map.of(), "{}")
              .subscribe()
              .with(status -> {}, failure -> {});
      try (var connection = silent.accept()) {
        var in = connection.getInputStream();
        assertThat(in.read()).isEqualTo('P');
        waiting.cancel();

        in.readAllBytes(); // ends when the other side hangs up
        assertThat(in.read()).isEqualTo(-1);
      }
    }
  }
}
