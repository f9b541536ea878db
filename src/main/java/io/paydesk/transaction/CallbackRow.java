package io.paydesk.transaction;

/** A row that shows whether the app's own reactions to its latest transition are done. */
public interface CallbackRow {

  /** Null until it is persisted. */
  Long rowId();

  void applyCallback(boolean processed);
}
