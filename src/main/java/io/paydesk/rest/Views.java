package io.paydesk.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Makes views of rows that belong to different people. */
public final class Views {

  private static final Logger LOG = Logger.getLogger(Views.class);

  private Views() {}

  /**
   * Leaves out a row that cannot be shown, for example one with a value that somebody set by hand,
   * so that all others are still shown.
   *
   * @param name of a row, for the log
   */
  public static <R, V> List<V> ofEach(List<R> rows, Function<R, V> view, Function<R, String> name) {
    var views = new ArrayList<V>();
    for (var row : rows) {
      try {
        views.add(view.apply(row));
      } catch (RuntimeException e) {
        LOG.errorf(e, "The %s cannot be shown", name.apply(row));
      }
    }
    return views;
  }
}
