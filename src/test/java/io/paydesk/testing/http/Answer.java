package io.paydesk.testing.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a request was answered.
 *
 * @param request its method and path, for the message of a check that fails
 */
public record Answer(
    String request, int statusCode, Map<String, List<String>> headers, byte[] bytes) {

  private static final ObjectMapper MAPPER = new ObjectMapper().findAndRegisterModules();

  /** The last one of this name; null when there is none. */
  public String header(String name) {
    var values = headers.get(name);
    return values == null ? null : values.get(values.size() - 1);
  }

  public String contentType() {
    return header("Content-Type");
  }

  public String asString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public Json jsonPath() {
    return Json.of(asString());
  }

  /**
   * @param path see {@link Json}
   */
  public <T> T path(String path) {
    return jsonPath().get(path);
  }

  public <T> T as(Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(this + "\nis no " + type.getSimpleName(), e);
    }
  }

  /** What has to hold of it. */
  public AnswerCheck then() {
    return new AnswerCheck(this);
  }

  @Override
  public String toString() {
    return "%s was answered %d:%n%s".formatted(request, statusCode, asString());
  }
}
