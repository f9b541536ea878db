package io.paydesk.problem;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that Paydesk will not carry out, with a name that programs can test for and a sentence
 * that tells a person what to do. It is answered as {@code application/problem+json} (RFC 9457).
 *
 * <p>The caller sees the detail and the members: they must hold no secret and nobody else's data.
 */
public final class Refusal extends RuntimeException {

  private static final String TYPE_PREFIX = "urn:paydesk:problem:";

  private static final Pattern TYPE = Pattern.compile("\"" + TYPE_PREFIX + "([a-z-]+)\"");

  private final String name;
  private final int status;
  private final String title;
  private final Map<String, Object> members = new LinkedHashMap<>();

  private Refusal(String name, int status, String title, String detail) {
    super(detail, null, false, false);
    this.name = name;
    this.status = status;
    this.title = title;
  }

  /**
   * @param name kebab-case, stable, unique in the whole service
   * @param status the HTTP status
   * @param title the same for every refusal of this name
   * @param detail what was wrong this time, and what to do
   */
  public static Refusal of(String name, int status, String title, String detail) {
    return new Refusal(name, status, title, detail);
  }

  /** A row that does not exist, or that the caller may not see: nobody can tell the two apart. */
  public static Refusal notFound(String what, Object id) {
    return of(
            "not-found",
            404,
            "Not found",
            """
            There is no %s %s that you may see. Check the id, and whether the token is its \
            owner's.\
            """
                .formatted(words(what), id))
        .with(what, id);
  }

  /** Makes words of a member's name: recurringPayment is a recurring payment. */
  private static String words(String member) {
    return member.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** Adds a member: a number or a name for the caller's program. */
  public Refusal with(String member, @Nullable Object value) {
    members.put(member, value);
    return this;
  }

  /** The name in a refusal's body that was kept as JSON; null where there is none. */
  public static @Nullable String nameIn(String json) {
    var type = TYPE.matcher(json);
    return type.find() ? type.group(1) : null;
  }

  String title() {
    return title;
  }

  public String name() {
    return name;
  }

  public int status() {
    return status;
  }

  /** The RFC 9457 object, its members in the order in which a person reads them. */
  public Map<String, Object> body() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", TYPE_PREFIX + name);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", getMessage());
    members.forEach(body::putIfAbsent);
    return body;
  }
}
