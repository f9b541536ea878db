package io.paydesk.stream;

/**
 * A row's place in the order in which a stream catches up.
 *
 * @param stamp the transaction that changed it, as PostgreSQL writes it
 */
record Place(String stamp, String table, long id) {

  static Place before(long xid) {
    return new Place(Long.toString(xid), "", 0);
  }
}
