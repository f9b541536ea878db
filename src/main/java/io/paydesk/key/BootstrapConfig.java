package io.paydesk.key;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The first key of a service that has no identity provider. */
@ConfigMapping(prefix = "paydesk.bootstrap")
public interface BootstrapConfig {

  /**
   * A key of the role admin that is taken at the first start, once. {@code java -jar
   * quarkus-run.jar key generate --mode test} makes one. Make further keys with it, and revoke it.
   */
  Optional<String> adminKey();

  /** A file that has that key, in its place. It may be deleted once the key was taken. */
  Optional<Path> adminKeyFile();
}
