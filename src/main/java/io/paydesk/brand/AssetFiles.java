package io.paydesk.brand;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The style sheets, modules and pictures of a page, in memory. They have one version for all of
 * them, which changes with any, so that browsers may keep them for good.
 */
public final class AssetFiles {

  private static final int VERSION_BYTES = 8;

  private final Map<String, byte[]> files = new TreeMap<>();

  public void put(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A file of ours, without what is for readers of its source. */
  public void load(Class<?> beside, String name) {
    put(name, name.endsWith(".svg") ? read(beside, name) : SlimSource.of(read(beside, name)));
  }

  /**
   * A file of others, as it is.
   *
   * @param folder where it lies below {@code beside}, with a slash at its end
   */
  public void loadAsIs(Class<?> beside, String folder, String name) {
    put(name, read(beside, folder + name));
  }

  private static String read(Class<?> beside, String path) {
    try (var in = beside.getResourceAsStream(path)) {
      return new String(requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Set<String> names() {
    return files.keySet();
  }

  /** Null where there is no such file. */
  public byte @Nullable [] content(String name) {
    return files.get(name);
  }

  /** Of the files that are there now. */
  public String version() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (name, content) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The media type of a file by that name. */
  public static String type(String name) {
    if (name.endsWith(".css")) {
      return "text/css; charset=utf-8";
    }
    return name.endsWith(".js") ? "text/javascript; charset=utf-8" : "image/svg+xml";
  }
}
