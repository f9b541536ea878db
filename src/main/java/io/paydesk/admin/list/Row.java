package io.paydesk.admin.list;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of a list.
 *
 * @param id in the list, not shown
 * @param href of the row's own page
 * @param keys which changed rows it must be read again for, such as {@code order:42 payment:7}
 * @param name for who does not see the whole row
 */
record Row(String id, String href, String keys, String name, List<Shown> cells) {

  /** A cell with its column. */
  record Shown(Column column, Cell cell, boolean isFirst) {}

  static Row of(String id, String href, String keys, List<Column> columns, List<Cell> cells) {
    var shown = new ArrayList<Shown>();
    for (int i = 0; i < columns.size(); i++) {
      shown.add(new Shown(columns.get(i), cells.get(i), i == 0));
    }
    var name =
        String.join(", ", cells.stream().map(Cell::said).filter(said -> !said.isEmpty()).toList());
    return new Row(id, href, keys, name, shown);
  }
}
