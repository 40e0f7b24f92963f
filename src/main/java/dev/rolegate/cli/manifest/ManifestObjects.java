package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the Kubernetes objects of a YAML or JSON file of any number of documents, each by itself,
 * those of Kubernetes Lists included. What is no object is an error that names file, document and
 * field; reading goes on behind it.
 */
final class ManifestObjects {
  private final ObjectMapper yaml = StrictMapper.yaml();
  private final ObjectMapper json = StrictMapper.json();
  private final List<ManifestError> errors;

  /**
   * Where an object stands.
   *
   * @param document counted from 1
   * @param item its path in a List; empty outside of one
   */
  record Place(String source, int document, String item) {
    /** The path of a field of the object, or of the object itself where that is empty. */
    String path(String field) {
      return item + (item.isEmpty() || field.isEmpty() ? "" : ".") + field;
    }

    ManifestError error(String field, String message) {
      return new ManifestError(source, document, path(field), message);
    }

    @Override
    public String toString() {
      return source + ", document " + document + (item.isEmpty() ? "" : ", " + item);
    }
  }

  /** Takes an object that has a kind and a version. */
  interface Taker {
    void take(Place place, JsonNode object, String kind, String version);
  }

  /**
   * @param errors gets what cannot be read
   */
  ManifestObjects(List<ManifestError> errors) {
    this.errors = errors;
  }

  void read(ManifestFiles.Source source, Taker taker) {
    if (!isText(source.content())) {
      errors.add(
          new ManifestError(
              source.name(),
              0,
              "",
              "this is no text in UTF-8, so no YAML or JSON; save it as UTF-8"));
      return;
    }
    int number = 1;
    ObjectMapper mapper = isJson(source) ? json : yaml;
    try (MappingIterator<JsonNode> documents =
        mapper.readerFor(JsonNode.class).readValues(source.content())) {
      while (documents.hasNextValue()) {
        document(new Place(source.name(), number, ""), documents.nextValue(), taker);
        number++;
      }
    } catch (JsonProcessingException e) {
      errors.add(new ManifestError(source.name(), number, "", Explain.syntax(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can always be read", e);
    }
  }

  private static boolean isText(byte[] content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .chars()
          .noneMatch(character -> character == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isJson(ManifestFiles.Source source) {
    for (byte character : source.content()) {
      if (!Character.isWhitespace(character)) {
        return character == '{';
      }
    }
    return false;
  }

  private void document(Place place, JsonNode document, Taker taker) {
    if (document == null || document.isNull() || document.isMissingNode()) {
      return;
    }
    String kind = document.path("kind").asText("");
    String version = document.path("apiVersion").asText("");
    if (!document.isObject() || kind.isEmpty() || version.isEmpty()) {
      errors.add(place.error("", "no Kubernetes object: write apiVersion and kind"));
    } else if (kind.endsWith("List") && document.path("items").isArray()) {
      for (int i = 0; i < document.path("items").size(); i++) {
        String path = place.path("items[" + i + "]");
        document(
            new Place(place.source(), place.document(), path),
            document.path("items").get(i),
            taker);
      }
    } else {
      taker.take(place, document, kind, version);
    }
  }
}
