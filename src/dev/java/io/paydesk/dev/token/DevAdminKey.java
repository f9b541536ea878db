package io.paydesk.dev.token;

import io.paydesk.key.KeyCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** An admin's key for development, made once and kept beside the database that knows it. */
public final class DevAdminKey {

  static final String SETTING = "paydesk.bootstrap.admin-key-file";

  private DevAdminKey() {}

  /**
   * @param file only its owner can read it
   * @return the setting that has the service take it at its first start
   */
  public static Map<String, String> in(Path file, Config config) {
    try {
      if (!Files.exists(file)) {
        var key = new ByteArrayOutputStream();
        new KeyCommand(config, new PrintStream(key), System.err)
            .run(List.of(KeyCommand.NAME, "generate", "--mode", "test"));
        var made = Files.createTempFile(file.getParent(), "admin-key", null);
        Files.writeString(made, key.toString(StandardCharsets.UTF_8));
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Map.of(SETTING, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
