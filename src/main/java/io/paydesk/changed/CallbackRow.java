package io.paydesk.changed;

/** A row that shows whether the app's own reactions to its latest transition are done. */
public interface CallbackRow {

  /** Null until it is persisted. */
  Long rowId();

  void showCallback(boolean processed);
}
