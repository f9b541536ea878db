package io.paydesk.export;

/** Whether a client has had long enough: asked each time that {@link #MILLIS} have passed. */
final class Patience {

  /** A client that takes nothing for so long has gone, whatever its connection says. */
  static final long MILLIS = 300_000;

  /**
   * For a whole file: an hour. Also over a slow line that is some million rows. Who takes a little
   * now and then would else keep others from their files for ever.
   */
  private static final int MOST = 12;

  private int times;
  private long seen = -1;

  /**
   * @param taken grows whenever the client takes something
   * @param full whether something waits for it
   */
  boolean isAtItsEnd(long taken, boolean full) {
    boolean takesNothing = full && taken == seen;
    seen = taken;
    return ++times >= MOST || takesNothing;
  }
}
