package dev.rolegate.sim.action;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A method and the path of an action.
 *
 * @param text as {@code GET /schedules/{Name}}: a part in braces is a parameter of that name
 */
public record Route(String text) {
  private static final int NONE = -1;

  /** The parameters in the path, if method and path are this route's; a last slash is optional. */
  public Optional<Map<String, String>> match(String method, String path) {
    int space = text.indexOf(' ');
    String[] wanted = text.substring(space + 1).split("/", NONE);
    String[] given = path.replaceFirst("(?<=.)/$", "").split("/", NONE);
    if (!text.substring(0, space).equals(method) || wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        parameters.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
