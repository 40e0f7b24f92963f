package dev.rolegate.operator;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.util.List;
import java.util.Optional;

/**
 * Why a kind of the cluster is no longer known, for people: which object this version cannot read,
 * by which field, and what to do; or how the watch of the kind ended.
 */
final class Unreadable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String ITEMS = "items";

  private final Class<? extends HasMetadata> kind;
  private final Causes causes;

  Unreadable(Class<? extends HasMetadata> kind, Throwable cause) {
    this.kind = kind;
    this.causes = new Causes(cause);
  }

  /** True when what was read is the matter, and not how it came here. */
  boolean isOfContent() {
    return ExceptionHandler.isDeserializationException(causes.failure());
  }

  /** What it is, and what to do about it. */
  String text() {
    var broken =
        causes
            .first(JsonMappingException.class)
            .filter(
                e -> !e.getPath().isEmpty() && causes.first(JsonParseException.class).isEmpty());
    if (broken.isPresent()) {
      return object(broken.get());
    }
    return isOfContent()
        ? "An answer of the API server about "
            + resource()
            + " broke off or is no such object: "
            + root()
            + ". A fresh start asks again"
        : "The watch of " + resource() + " ended: " + root() + ". A fresh start begins it anew";
  }

  private String object(JsonMappingException broken) {
    String problem = field(broken.getPath()) + ": " + broken.getOriginalMessage();
    var named = named();
    if (named.isPresent()) {
      return kind()
          + " "
          + named.get().text()
          + " cannot be read by this version of Rolegate, by its "
          + problem
          + ". Install the version of Rolegate that it was written for, or put it right: kubectl edit "
          + resource()
          + " "
          + named.get().arguments();
    }
    String item = "{.items[" + index(broken.getPath()) + "].metadata.";
    return "A "
        + kind()
        + " cannot be read by this version of Rolegate, by its "
        + problem
        + ". Install the version of Rolegate that it was written for, or put it right; its namespace and name:"
        + " kubectl get "
        + resource()
        + " -A -o jsonpath='"
        + item
        + "namespace} "
        + item
        + "name}'";
  }

  private record Named(String namespace, String name) {
    String text() {
      return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    String arguments() {
      return namespace.isEmpty() ? name : name + " -n " + namespace;
    }
  }

  /** The object of the event that could not be read. */
  private Optional<Named> named() {
    return causes
        .first(WatcherException.class)
        .flatMap(WatcherException::getRawWatchMessage)
        .flatMap(Unreadable::metadata)
        .filter(named -> !named.name().isEmpty());
  }

  private static Optional<Named> metadata(String event) {
    try {
      var metadata = JSON.readTree(event).path("object").path("metadata");
      return Optional.of(
          new Named(metadata.path("namespace").asText(""), metadata.path("name").asText("")));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Below the object itself, as {@code spec.tenants[0].grants[1]}. */
  private static String field(List<Reference> path) {
    StringBuilder field = new StringBuilder();
    for (Reference step : path.subList(isOfList(path) ? 2 : 0, path.size())) {
      if (step.getFieldName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return field.toString();
  }

  private static int index(List<Reference> path) {
    return isOfList(path) ? path.get(1).getIndex() : 0;
  }

  private static boolean isOfList(List<Reference> path) {
    return path.size() > 2 && ITEMS.equals(path.get(0).getFieldName());
  }

  private String kind() {
    return HasMetadata.getKind(kind);
  }

  /** As kubectl takes it. */
  private String resource() {
    return HasMetadata.getFullResourceName(kind);
  }

  private String root() {
    Throwable last = causes.origin();
    return last instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : last.toString();
  }
}
