package io.paydesk.testing.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request that a test sends. Its path goes out as the test has it: nothing in it is encoded here.
 */
public final class Request {

  private static final ObjectMapper MAPPER = new ObjectMapper().findAndRegisterModules();

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> query = new ArrayList<>();
  private final Map<String, String> form = new LinkedHashMap<>();
  private byte[] body;

  private Request() {}

  public static Request given() {
    return new Request();
  }

  public Request bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  public Request header(String name, Object value) {
    headers.put(name, value.toString());
    return this;
  }

  public Request headers(Map<String, ?> more) {
    more.forEach(this::header);
    return this;
  }

  public Request contentType(String type) {
    return header("Content-Type", type);
  }

  public Request accept(String type) {
    return header("Accept", type);
  }

  public Request queryParam(String name, Object value) {
    query.add(encoded(name) + "=" + encoded(value.toString()));
    return this;
  }

  public Request formParam(String name, String value) {
    form.put(name, value);
    return this;
  }

  public Request body(byte[] bytes) {
    body = bytes;
    return this;
  }

  public Request body(String text) {
    headers.putIfAbsent("Content-Type", "text/plain; charset=UTF-8");
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param value written as JSON
   */
  public Request body(Object value) {
    headers.putIfAbsent("Content-Type", "application/json");
    try {
      return body(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public Answer get(String path) {
    return request("GET", path);
  }

  public Answer head(String path) {
    return request("HEAD", path);
  }

  public Answer post(String path) {
    return request("POST", path);
  }

  public Answer put(String path) {
    return request("PUT", path);
  }

  public Answer delete(String path) {
    return request("DELETE", path);
  }

  /**
   * @param path of the service that the build has started, or a whole URL of any
   */
  public Answer request(String method, String path) {
    var url = path.startsWith("http://") ? path : StartedService.url() + path;
    if (!query.isEmpty()) {
      url += (url.contains("?") ? "&" : "?") + String.join("&", query);
    }
    var from = url.indexOf('/', "http://".length());
    var server = URI.create(from < 0 ? url : url.substring(0, from));
    var target = from < 0 ? "/" : url.substring(from);
    headers.putIfAbsent("Accept", "*/*");
    return Exchange.with(server, method, target, headers, form.isEmpty() ? body : formBody());
  }

  private byte[] formBody() {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
