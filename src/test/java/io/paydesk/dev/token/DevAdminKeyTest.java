package io.paydesk.dev.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevAdminKeyTest {

  @Test
  void itIsMadeOnceAndOnlyItsOwnerReadsIt(@TempDir Path home) throws Exception {
    var file = home.resolve("admin-key");
    var config = new SmallRyeConfigBuilder().build();

    var setting = DevAdminKey.in(file, config);
    var key = Files.readString(file);
    DevAdminKey.in(file, config);

    assertThat(setting).containsEntry(DevAdminKey.SETTING, file.toString());
    assertThat(Files.readString(file)).isEqualTo(key).startsWith("pdk_test_");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(file);
    }
  }
}
