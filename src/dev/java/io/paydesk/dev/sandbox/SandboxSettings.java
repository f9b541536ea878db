package io.paydesk.dev.sandbox;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a sandbox is started with.
 *
 * @param host the address to listen on, {@link #LOOPBACK} by default: whoever reaches the sandbox
 *     controls it
 * @param port 0 for a free one
 * @param secretKey begins with {@code sk_test_}
 * @param publishableKey begins with {@code pk_test_}
 * @param webhookSecret signs events
 * @param stateFile where objects outlive a restart; null keeps them in memory only
 * @param delayedSuccess how long a bank takes: a debit stays {@code processing} and a refund {@code
 *     pending}, and a refund that fails is {@code succeeded} until then
 */
public record SandboxSettings(
    String host,
    int port,
    String secretKey,
    String publishableKey,
    String webhookSecret,
    Path stateFile,
    Duration delayedSuccess) {

  /** Only this machine. */
  public static final String LOOPBACK = "127.0.0.1";

  public SandboxSettings {
    // A live key here can only be a mistake, and the sandbox must not see one.
    if (!secretKey.startsWith("sk_test_") || !publishableKey.startsWith("pk_test_")) {
      throw new IllegalArgumentException("The sandbox takes test keys only (sk_test_, pk_test_)");
    }
  }

  /** Only on this machine. */
  public SandboxSettings(
      int port,
      String secretKey,
      String publishableKey,
      String webhookSecret,
      Path stateFile,
      Duration delayedSuccess) {
    this(LOOPBACK, port, secretKey, publishableKey, webhookSecret, stateFile, delayedSuccess);
  }

  /** Fresh keys, a free port, nothing on disk, bank debits settle after a second. */
  public static SandboxSettings forTests() {
    return new SandboxSettings(
        0,
        Ids.random("sk_test_", 32),
        Ids.random("pk_test_", 32),
        Ids.random("whsec_", 32),
        null,
        Duration.ofSeconds(1));
  }

  String where() {
    return host + ", port " + port;
  }
}
