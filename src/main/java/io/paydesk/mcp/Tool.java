package io.paydesk.mcp;

import io.paydesk.caller.Call;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Something that an agent can ask for. What it does, one or several calls of the API do: their
 * roles, scopes and rules hold.
 *
 * @param description by which an agent chooses it
 * @param calls what of the API it calls
 * @param work what it is answered with
 */
record Tool(
    String name,
    String title,
    String description,
    List<Argument> arguments,
    List<Call> calls,
    Function<Arguments, Uni<?>> work) {

  /** As {@code tools/list} shows it. */
  Map<String, Object> described() {
    var tool = new LinkedHashMap<String, Object>();
    tool.put("name", name);
    tool.put("title", title);
    tool.put("description", description);
    tool.put("inputSchema", inputSchema());
    tool.put(
        "annotations",
        Map.of(
            "title",
            title,
            "readOnlyHint",
            calls.stream().allMatch(Call::reads),
            "openWorldHint",
            false));
    return tool;
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
