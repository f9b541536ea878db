package io.paydesk.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One YAML document, as a cluster gets it. */
record Manifest(JsonNode json) {

  /** A key that is written twice is refused: only one of both would count. */
  static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  static List<Manifest> parse(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      var manifests = new ArrayList<Manifest>();
      while (documents.hasNext()) {
        var document = documents.next();
        if (document != null && document.isObject()) {
          manifests.add(new Manifest(document));
        }
      }
      return manifests;
    } catch (IOException e) {
      throw new UncheckedIOException(yaml, e);
    }
  }

  static Manifest one(List<Manifest> manifests, String kind, String name) {
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + kind + " " + name));
  }

  String kind() {
    return json.path("kind").asText();
  }

  String name() {
    return json.at("/metadata/name").asText();
  }

  String type() {
    return json.path("apiVersion").asText() + " " + kind();
  }

  /** The pod that it makes or is; missing when there is none. */
  JsonNode pod() {
    return kind().equals("Pod") ? json : json.at("/spec/template");
  }

  JsonNode container() {
    return pod().at("/spec/containers/0");
  }

  Stream<JsonNode> environment() {
    return StreamSupport.stream(container().path("env").spliterator(), false);
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
