package io.paydesk.admin.row;

import io.paydesk.admin.Visitor;
import io.paydesk.admin.row.Belongings.Read;

/** A page that has yet to be told its history. */
record Shown(RowPage page) {

  /**
   * @param query which part of the order's history it is; empty for all of it
   */
  RowPage in(Read read, String query, Visitor visitor) {
    page.orderId = read.order().id();
    page.money = read.timeline().money().words();
    page.history =
        History.of(
            read.timeline(),
            RowLinks.order(read.order().id()) + "/timeline",
            query,
            visitor.caller().admin());
    return page;
  }
}
