package io.paydesk.testing.http;

import java.net.http.HttpClient;

/**
 * Java's own client, which asks a server to go on in HTTP/2 unless it is told not to. Where the
 * whole answer arrives with the server's consent, that client may wait for its end forever.
 */
public final class Http1 {

  private Http1() {}

  public static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
