package io.paydesk.stream;

/**
 * A row's place in the order in which a stream catches up.
 *
 * @param stamp the transaction that changed it, as PostgreSQL writes it
 */
record Place(String stamp, String table, long id) {

  /**
   * The id after which rows of the same stamp come in another table; tables are in the order of
   * their names.
   */
  long idIn(StreamedTable other) {
    int order = other.text().compareTo(table);
    if (order == 0) {
      return id;
    }
    return order > 0 ? 0 : Long.MAX_VALUE;
  }

  static Place before(long xid) {
    return new Place(Long.toString(xid), "", 0);
  }
}
