package dev.rolegate.cli.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts Jackson's complaints in the words of whoever writes manifests. */
final class Explain {
  private static final ObjectMapper NAMES = new ObjectMapper();

  /** Where something is, and what stands there. */
  private static final Pattern YAML_MARK =
      Pattern.compile("(?m)^ in [^\\n]*, line (\\d+), column (\\d+):(\\n.*\\n *\\^)?");

  private Explain() {}

  /** {@code spec.ingress[0].ports[1].port}. */
  static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  static String content(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      return "unknown field; write one of " + known;
    }
    if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
      return "wrong value; write " + wanted(wrong.getTargetType());
    }
    return "this cannot be read; is an entry empty? (" + e.getOriginalMessage() + ")";
  }

  /** Where the text is no YAML or JSON at all. */
  static String syntax(JsonProcessingException e) {
    JsonLocation where = e.getLocation();
    String line = where == null ? "" : "line " + where.getLineNr() + ": ";
    // What YAML's parser quotes of the file behind each mark is left out, and the last mark counts.
    Matcher marks = YAML_MARK.matcher(e.getOriginalMessage());
    while (marks.find()) {
      line = "line " + marks.group(1) + ", column " + marks.group(2) + ": ";
    }
    return line
        + marks
            .replaceAll("")
            .lines()
            .map(String::strip)
            .filter(said -> !said.isEmpty())
            .collect(Collectors.joining("; "));
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> NAMES.convertValue(constant, String.class))
          .collect(Collectors.joining(" or "));
    }
    if (type == String.class) {
      return "text; numbers, true and false need quotes to be text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a whole number, without quotes";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list, as [{...}]";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord()
        ? "an object, as {name: value}"
        : "a " + type.getSimpleName();
  }
}
