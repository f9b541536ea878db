package io.paydesk.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What is logged while it is open, with each line's ids. */
public final class LogBook extends Handler implements AutoCloseable {

  /** One line. */
  public record Line(String text, Map<String, String> carries) {}

  private final List<Line> lines = new CopyOnWriteArrayList<>();

  public static LogBook open() {
    var book = new LogBook();
    Logger.getLogger("").addHandler(book);
    return book;
  }

  @Override
  public void publish(LogRecord record) {
    var ours = ExtLogRecord.wrap(record);
    lines.add(new Line(ours.getFormattedMessage(), Map.copyOf(ours.getMdcCopy())));
  }

  public List<Line> lines(String part) {
    return lines.stream().filter(line -> line.text().contains(part)).toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
