package io.paydesk.dev.docs;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The README and src/docs of the checkout, read each time, so that edits show with the next click.
 * There are none where Paydesk is a library of another project.
 */
@Singleton
class DocsFiles {

  static final Path README = Path.of("README.md");
  private static final Path FOLDER = Path.of("src", "docs");
  private static final String MARKDOWN = ".md";

  private final Path checkout;

  DocsFiles() {
    this(Path.of("").toAbsolutePath());
  }

  DocsFiles(Path start) {
    checkout = checkout(start);
  }

  /** Development may have been started in a subfolder. */
  private static Path checkout(Path start) {
    for (var folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(FOLDER))) {
        return folder;
      }
    }
    return start;
  }

  /** The README first; paths relative to the checkout. */
  List<Path> pages() {
    return files().filter(DocsFiles::isPage).toList();
  }

  /**
   * @param address what follows {@code /docs/}; empty is the README
   * @return a page, or a picture
   */
  Optional<Path> at(String address) {
    var asked = address.isEmpty() ? "/docs" : "/docs/" + address;
    return files().filter(file -> address(file).equals(asked)).findFirst();
  }

  /** Where a file of the checkout is served. */
  static String address(Path file) {
    if (file.equals(README)) {
      return "/docs";
    }
    var name = FOLDER.relativize(file).toString();
    return "/docs/"
        + (name.endsWith(MARKDOWN) ? name.substring(0, name.length() - MARKDOWN.length()) : name);
  }

  static boolean isServed(Path file) {
    return file.equals(README) || file.startsWith(FOLDER);
  }

  static boolean isPage(Path file) {
    return file.toString().endsWith(MARKDOWN);
  }

  String text(Path file) {
    try {
      return Files.readString(checkout.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(checkout.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Path> files() {
    if (!Files.isDirectory(checkout.resolve(FOLDER))) {
      return Stream.empty();
    }
    try (var files = Files.walk(checkout.resolve(FOLDER))) {
      var found = files.filter(Files::isRegularFile).map(checkout::relativize).sorted().toList();
      return Stream.concat(Stream.of(README), found.stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
