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
   * Leaves out a row that cannot be shown, such as one that was changed by hand into something that
   * there is not, so that it keeps nobody else from seeing theirs.
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
