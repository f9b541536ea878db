package io.paydesk.transaction;

/** A row that shows whether the app's own logic has followed its latest transition. */
public interface CallbackRow {

  /** Null until it is persisted. */
  Long rowId();

  void applyCallback(boolean processed);
}
