package io.paydesk.audit;

import io.paydesk.caller.Caller;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call that writes, while it is being answered. It lies in the call's Vert.x context. */
public final class Deed {

  private static final String HERE = Deed.class.getName();

  /**
   * What a setting does at a start, and no caller. No token and no other key can have this name.
   */
  public static final String SETTING = "key:setting";

  /** Of somebody who has no role. */
  static final String USER = "user";

  /** Longer than any address of ours with an id of 255 characters in it. */
  private static final int LONGEST = 1_000;

  /** What it was answered: a problem has a name. */
  record Answer(int status, @Nullable String problem) {}

  final UUID request = UUID.randomUUID();
  final String caller;
  final String role;
  final @Nullable String address;

  /** Where the request came from; null where that is not known. */
  private final @Nullable String origin;

  final String operation;
  final @Nullable String path;

  private final String collection;
  private @Nullable String subject;
  private @Nullable String note;

  /** Then none of them is named. */
  private boolean aboutMany;

  private @Nullable Answer answer;

  /** Then the answer of HTTP is the carrier's. */
  private boolean carried;

  /** Whether a transaction that is committed has its row. */
  private boolean recorded;

  /** Whether that row has its answer. */
  private boolean complete;

  /**
   * @param address where it came from; of a payer it is not kept
   * @param path null where nobody has called
   * @param collection what its rows are called, such as {@code orders}
   * @param subject that its address names
   */
  Deed(
      String caller,
      String role,
      @Nullable String address,
      String operation,
      @Nullable String path,
      String collection,
      @Nullable String subject) {
    this.caller = caller;
    this.role = role;
    this.address = role.equals(USER) ? null : address;
    this.origin = address;
    this.operation = operation;
    this.path = path == null || path.length() <= LONGEST ? path : path.substring(0, LONGEST);
    this.collection = collection;
    this.subject = subject;
  }

  /** A deed of a call that is made through another one, whose path this is. */
  static Deed carried(
      String caller,
      String role,
      @Nullable String address,
      String operation,
      String path,
      String collection) {
    var deed = new Deed(caller, role, address, operation, path, collection, null);
    deed.carried = true;
    return deed;
  }

  /** The deed of the call that is being answered in this context; null where there is none. */
  static @Nullable Deed here() {
    var context = Vertx.currentContext();
    return context == null ? null : context.getLocal(HERE);
  }

  /**
   * Where the call came from that is being answered in this context, for what a person agrees to:
   * the audit itself does not keep it of payers. Null where that is not known.
   */
  public static @Nullable String cameFrom() {
    var deed = here();
    return deed == null ? null : deed.origin;
  }

  static void begin(Context context, Deed deed) {
    context.putLocal(HERE, deed);
  }

  /**
   * Says which row the call makes, where its address does not name one yet. Outside of a call it
   * says nothing.
   */
  public static void isAbout(long rowId) {
    var deed = here();
    if (deed != null && !deed.aboutMany && deed.subject == null) {
      deed.subject = Subjects.of(deed.collection, rowId);
    }
  }

  /**
   * Writes down what a setting changes: with the transaction that is open here, as if it had been
   * called.
   *
   * @param status that a call would have been answered
   */
  public static void ofSetting(String operation, String collection, long rowId, int status) {
    var deed =
        new Deed(
            SETTING,
            Caller.ADMIN,
            null,
            operation,
            null,
            collection,
            Subjects.of(collection, rowId));
    deed.answer = new Answer(status, null);
    begin(Vertx.currentContext(), deed);
  }

  /** Nothing is written down, whatever an attempt that was rolled back would have. */
  public static void isNone() {
    Vertx.currentContext().removeLocal(HERE);
  }

  /** Says that no single row is what the call is about. Call it before anything is written. */
  public static void isAboutMany() {
    var deed = here();
    if (deed != null) {
      deed.aboutMany = true;
    }
  }

  /** A row that was rolled back is not what the call is about: its id names none, or another's. */
  Runnable asItIsNow() {
    var now = subject;
    return () -> subject = now;
  }

  /**
   * Says what the call is going to be answered. The next transaction takes it along, so that it
   * needs none of its own.
   *
   * @param problem the name of what it is refused with
   */
  public static void willBeAnswered(int status, @Nullable String problem) {
    var deed = here();
    if (deed != null) {
      deed.answer = new Answer(status, problem);
    }
  }

  /**
   * Says what the operation's name does not. Call it before anything is written.
   *
   * @param note a name, without personal data
   */
  public static void isNoted(String note) {
    var deed = here();
    if (deed != null) {
      deed.note = note;
    }
  }

  @Nullable String note() {
    return note;
  }

  @Nullable String subject() {
    return subject;
  }

  @Nullable Answer answer() {
    return answer;
  }

  /**
   * @param sent the answer of HTTP
   */
  Answer answered(Answer sent) {
    return carried && answer != null ? answer : sent;
  }

  /**
   * Whether it is worth a row as long as it has written nothing. Payers' calls are not: anybody who
   * can sign up could fill the table with refused and repeated calls.
   */
  boolean countsByItself() {
    return !role.equals(USER);
  }

  boolean isRecorded() {
    return recorded;
  }

  boolean isComplete() {
    return complete;
  }

  /**
   * @param with whether the answer is in its row
   */
  void recorded(boolean with) {
    recorded = true;
    complete = complete || with;
  }

  /** The first of the roles that the caller has. */
  static String role(Caller caller) {
    if (caller.admin()) {
      return Caller.ADMIN;
    }
    if (caller.service()) {
      return Caller.SERVICE;
    }
    return caller.support() ? Caller.SUPPORT : USER;
  }
}
