package io.paydesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a server process holds.
 *
 * @param heap bytes of objects that are in use
 * @param resident bytes of the whole process in memory, as the system counts them
 */
record ServerMemory(long heap, long resident) {

  /** The last line of a histogram of the heap, for which the JVM collects its garbage first. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  static ServerMemory of(long pid) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var histogram = TOTAL.matcher(output(jcmd, Long.toString(pid), "GC.class_histogram"));
    if (!histogram.find()) {
      throw new IllegalStateException("jcmd did not tell the size of the heap");
    }
    return new ServerMemory(Long.parseLong(histogram.group(1)), resident(pid));
  }

  /** Bytes of a whole process in memory, as the system counts them. */
  static long resident(long pid) {
    return Long.parseLong(output("ps", "-o", "rss=", "-p", Long.toString(pid)).trim()) * 1024;
  }

  /** How much each of so many things takes that were not there before, in words. */
  String each(ServerMemory before, int things) {
    return String.format(
        Locale.ROOT,
        "%.1f kB of heap; the process grew by %.1f kB for each",
        (heap - before.heap) / 1e3 / things,
        (resident - before.resident) / 1e3 / things);
  }

  private static String output(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
