package io.paydesk.key;

import io.paydesk.stripe.StripeKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What the key of the first start needs, where there is one. */
public final class BootstrapSettings {

  private static final String KEY = "paydesk.bootstrap.admin-key";
  private static final String FILE = "paydesk.bootstrap.admin-key-file";

  private BootstrapSettings() {}

  /**
   * @return one line that names what is wrong, without the key; empty when nothing is
   */
  public static Optional<String> problemOf(Config config) {
    var key = text(config, KEY);
    var file = text(config, FILE);
    if (key.isPresent() && file.isPresent()) {
      return Optional.of(
          "set PAYDESK_BOOTSTRAP_ADMIN_KEY or PAYDESK_BOOTSTRAP_ADMIN_KEY_FILE, not both");
    }
    var variable = "PAYDESK_BOOTSTRAP_ADMIN_KEY" + (file.isPresent() ? "_FILE" : "");
    if (file.isPresent()) {
      try {
        key = content(Path.of(file.get()));
      } catch (IOException | RuntimeException e) {
        return Optional.of("the file of " + variable + " cannot be read");
      }
    }
    boolean live = StripeKeys.isLive(config.getValue("stripe.secret-key", String.class));
    return key.flatMap(text -> problemOf(variable, text, live));
  }

  private static Optional<String> problemOf(String variable, String text, boolean live) {
    var key = TokenText.read(text).filter(token -> token.kind() == TokenKind.KEY);
    if (key.isEmpty()) {
      return Optional.of(
          variable
              + " has no key of Paydesk: make one with 'java -jar quarkus-run.jar key generate"
              + " --mode "
              + (live ? "live" : "test")
              + "'");
    }
    if (key.get().live() != live) {
      return Optional.of(
          variable + " has a key of the other mode than STRIPE_SECRET_KEY: generate another one");
    }
    return Optional.empty();
  }

  /** Empty where it is empty, or gone: once the key was taken, nobody needs it any more. */
  static Optional<String> content(Path file) throws IOException {
    return Files.notExists(file)
        ? Optional.empty()
        : Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
  }

  private static Optional<String> text(Config config, String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }
}
