package io.paydesk.mcp;

import io.paydesk.caller.Call;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that an agent can ask for. What it does, one or several calls of the API do: their
 * roles, scopes and rules hold.
 *
 * @param description by which an agent chooses it
 * @param calls what of the API its caller must be allowed to call
 * @param writes what it carries out; null where it changes nothing
 * @param work what it is answered with: a view, or what the API answered
 */
record Tool(
    String name,
    String title,
    String description,
    List<Argument> arguments,
    List<Call> calls,
    @Nullable Writing writes,
    Function<Arguments, Uni<?>> work) {

  /**
   * A call of the API that writes.
   *
   * @param operation as the description of the API names it
   */
  record Writing(Class<?> resource, String operation) {}

  /** As {@code tools/list} shows it. */
  Map<String, Object> described() {
    var tool = new LinkedHashMap<String, Object>();
    tool.put("name", name);
    tool.put("title", title);
    tool.put("description", description);
    tool.put("inputSchema", inputSchema());
    tool.put("annotations", hints());
    return tool;
  }

  /**
   * By them a client decides whether to ask a person first. Whatever writes here moves money, does
   * it once however often it is called, and goes on to Stripe.
   */
  private Map<String, Object> hints() {
    var hints = new LinkedHashMap<String, Object>();
    hints.put("title", title);
    hints.put("readOnlyHint", writes == null);
    if (writes != null) {
      hints.put("destructiveHint", true);
      hints.put("idempotentHint", true);
    }
    hints.put("openWorldHint", writes != null);
    return hints;
  }

  /** JSON Schema: an argument that it does not name is refused. */
  private Map<String, Object> inputSchema() {
    var properties = new LinkedHashMap<String, Object>();
    arguments.forEach(argument -> properties.put(argument.name(), argument.schema()));
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "required",
        arguments.stream().filter(Argument::required).map(Argument::name).toList(),
        "additionalProperties",
        false);
  }
}
