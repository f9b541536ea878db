package io.paydesk.testing.http;

import org.eclipse.microprofile.config.ConfigProvider;

/** Where the service listens that the build has started for the test. */
public final class StartedService {

  private StartedService() {}

  public static int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
  }

  public static String url() {
    return "http://127.0.0.1:" + port();
  }
}
