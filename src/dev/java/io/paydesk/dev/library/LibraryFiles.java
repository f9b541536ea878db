package io.paydesk.dev.library;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.jandex.IndexWriter;
import org.jboss.jandex.Indexer;

/**
 * Writes what other projects need of this one: the jar that their beans are compiled against, and
 * the indexes by which Quarkus finds our beans and entities where Paydesk is a library of theirs.
 * The build runs it.
 */
public final class LibraryFiles {

  private LibraryFiles() {}

  /**
   * @param args the folder of our compiled classes, that of development's, where to write each
   *     one's index, the jar to write, its version, and the name and address of its licence
   */
  public static void main(String[] args) throws IOException {
    index(Path.of(args[0]), Path.of(args[2]));
    index(Path.of(args[1]), Path.of(args[3]));
    ActionflowJar.write(Path.of(args[4]), Path.of(args[0]), args[5], args[6], args[7]);
  }

  private static void index(Path classes, Path file) throws IOException {
    var indexer = new Indexer();
    try (var files = Files.walk(classes)) {
      for (var one : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
        try (InputStream bytes = Files.newInputStream(one)) {
          indexer.index(bytes);
        }
      }
    }
    Files.createDirectories(file.getParent());
    try (var out = Files.newOutputStream(file)) {
      new IndexWriter(out).write(indexer.complete());
    }
  }
}
