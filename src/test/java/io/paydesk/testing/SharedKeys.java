package io.paydesk.testing;

import io.paydesk.dev.token.DevKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** One pair for all tests of a build: to make one takes as long as many tests. */
final class SharedKeys {

  private static final Path FILE = Path.of("target", "shared-keys");

  private SharedKeys() {}

  static DevKeys get() {
    try {
      if (Files.exists(FILE)) {
        return DevKeys.ofPrivateKey(Files.readString(FILE));
      }
      var keys = DevKeys.generate();
      var part = Files.createTempFile(FILE.getParent(), "shared-keys-", ".part");
      Files.writeString(part, keys.settings().get(DevKeys.PRIVATE_KEY));
      Files.move(part, FILE, StandardCopyOption.ATOMIC_MOVE);
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
