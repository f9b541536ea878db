package io.paydesk.audit;

import io.quarkus.vertx.http.runtime.ForwardedInfo;
import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where a call came from, as the nearest proxies say. Each proxy adds to X-Forwarded-For whom it
 * was called by, so what stands first may be the caller's own invention, and Quarkus takes that.
 * The last that is no proxy of ours is the one that a proxy of ours has seen.
 */
@Singleton
class CallerAddress {

  private static final Pattern WITH_PORT = Pattern.compile("\\[(.+)](?::\\d+)?|([\\d.]+):\\d+");

  private final List<CidrAddress> proxies;
  private final boolean otherHeader;

  CallerAddress(
      @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> proxies,
      @ConfigProperty(name = "quarkus.http.proxy.allow-forwarded", defaultValue = "false")
          boolean otherHeader) {
    this.proxies = proxies.orElse(List.of()).stream().flatMap(CallerAddress::network).toList();
    this.otherHeader = otherHeader;
  }

  /** Of proxies that are named by a host nobody knows the address here. */
  private static Stream<CidrAddress> network(String proxy) {
    var network = Inet.parseCidrAddress(proxy.strip());
    if (network == null) {
      var address = Inet.parseInetAddress(proxy.strip());
      return address == null
          ? Stream.empty()
          : Stream.of(CidrAddress.create(address, address.getAddress().length * 8));
    }
    return Stream.of(network);
  }

  /** Null where the connection has none. */
  @Nullable String of(HttpServerRequest request) {
    var peer = request.connection().remoteAddress();
    var nearest = peer == null ? null : peer.hostAddress();
    return nearest == null || otherHeader || !isForwarded(request)
        ? nearest
        : of(nearest, request.headers().getAll("X-Forwarded-For"), this::isOurs);
  }

  /** Whether Quarkus trusts the peer: it looks when the address is first asked for. */
  private static boolean isForwarded(HttpServerRequest request) {
    return request.remoteAddress() != null
        && Vertx.currentContext().getLocal(ForwardedInfo.CONTEXT_KEY) != null;
  }

  private boolean isOurs(InetAddress address) {
    return proxies.stream().anyMatch(proxy -> proxy.matches(address));
  }

  /**
   * @param nearest who called us
   * @param headers each with one address or several, separated by commas
   */
  static String of(String nearest, List<String> headers, Predicate<InetAddress> isOurs) {
    var hops = String.join(",", headers).split(",");
    var seen = nearest;
    for (int i = hops.length - 1; i >= 0; i--) {
      var address = Inet.parseInetAddress(withoutPort(hops[i].strip()));
      if (address == null) {
        return seen;
      }
      seen = address.getHostAddress().replaceFirst("%.*", "");
      if (!isOurs.test(address)) {
        return seen;
      }
    }
    return seen;
  }

  private static String withoutPort(String hop) {
    var parts = WITH_PORT.matcher(hop);
    if (!parts.matches()) {
      return hop;
    }
    return parts.group(1) != null ? parts.group(1) : parts.group(2);
  }
}
