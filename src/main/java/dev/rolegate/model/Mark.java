package dev.rolegate.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Something on a group by which its owner shows: its name, its description, or a tag. In a pattern
 * {@code *} stands for any text and {@code #} for a number; case does not count, as in EC2's own
 * comparison of names.
 */
sealed interface Mark {

  /** For the documentation, as Markdown. */
  String text();

  /** What of the group bears the mark, for a message; empty where nothing does. */
  Optional<String> on(Group group);

  record Name(String pattern) implements Mark {
    @Override
    public String text() {
      return "name `" + pattern.replace("#", "<n>") + "`";
    }

    @Override
    public Optional<String> on(Group group) {
      return matches(pattern, group.name())
          ? Optional.of("its name " + group.name())
          : Optional.empty();
    }
  }

  record Description(String pattern) implements Mark {
    @Override
    public String text() {
      return "description `" + pattern + "`";
    }

    @Override
    public Optional<String> on(Group group) {
      return matches(pattern, group.description())
          ? Optional.of("its description \"" + group.description() + "\"")
          : Optional.empty();
    }
  }

  record Tag(String key) implements Mark {
    @Override
    public String text() {
      return "tag `" + key + "`";
    }

    @Override
    public Optional<String> on(Group group) {
      return new TreeMap<>(group.tags())
          .entrySet().stream().filter(tag -> matches(key, tag.getKey())).map(Mark::tag).findFirst();
    }
  }

  /** A tag that names the tool, as people write it: {@code managed-by}, {@code ManagedBy}. */
  record Tool(Set<String> keys, Set<String> values) implements Mark {
    @Override
    public String text() {
      return "tag `"
          + String.join("`, `", new TreeSet<>(keys))
          + "` (with or without `-`, `_`) of value `"
          + String.join("`, `", new TreeSet<>(values))
          + "`";
    }

    @Override
    public Optional<String> on(Group group) {
      return new TreeMap<>(group.tags())
          .entrySet().stream()
              .filter(tag -> keys.contains(plain(tag.getKey().replaceAll("[-_]", ""))))
              .filter(tag -> values.contains(plain(tag.getValue())))
              .map(Mark::tag)
              .findFirst();
    }

    private static String plain(String text) {
      return text.strip().toLowerCase(Locale.ROOT);
    }
  }

  private static String tag(Map.Entry<String, String> tag) {
    return "its tag " + tag.getKey() + "=" + tag.getValue();
  }

  private static boolean matches(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '#' -> "[0-9]+";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
        .matcher(text)
        .matches();
  }
}
