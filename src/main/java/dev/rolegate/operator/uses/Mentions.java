package dev.rolegate.operator.uses;

import dev.rolegate.model.Holding;
import dev.rolegate.model.OneLine;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The groups that one object names. An id counts wherever it stands in the object or its
 * annotations, labels and bookkeeping left out; names, selector terms and filters count where the
 * field is one of security groups.
 */
final class Mentions {
  private static final Pattern OTHERS = Pattern.compile("[^0-9A-Za-z]");
  private static final int LONGEST_PLACE = 200;
  private static final String GROUPS = "securitygroup";
  private static final String SELECTOR = "securitygroupselector";
  private static final String TERMS = "securitygroupselectorterms";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final GroupNames names;
  private final ServedKind kind;
  private final GenericKubernetesResource object;
  private final Look look;

  /** Where each group is named first, by its id. */
  private final Map<String, String> found = new TreeMap<>();

  private boolean hasTerms;

  private Mentions(GroupNames names, ServedKind kind, GenericKubernetesResource object, Look look) {
    this.names = names;
    this.kind = kind;
    this.object = object;
    this.look = look;
  }

  /** Notes what the object names, and what of it cannot be read. */
  static void of(GroupNames names, ServedKind kind, GenericKubernetesResource object, Look look) {
    new Mentions(names, kind, object, look).read();
  }

  private void read() {
    // A copy in sorted order: which place is named must not depend on how the server wrote it.
    new TreeMap<>(object.getAdditionalProperties()).forEach((key, value) -> walk(key, key, value));
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    if (annotations != null) {
      new TreeMap<>(annotations)
          .forEach(
              (key, value) -> {
                if (!key.equals(LAST_APPLIED)) {
                  text("annotation " + key, key, value);
                }
              });
    }
    if (kind.sought() == ClusterKind.EC2_NODE_CLASS && !hasTerms) {
      look.problem(name() + " has no securityGroupSelectorTerms, in version " + kind.version());
    }
    found.forEach(
        (id, where) ->
            look.holds(new Holding(id, kind.text(), name() + " (" + shown(where) + ")")));
  }

  private void walk(String path, String key, Object node) {
    if (node instanceof String text) {
      text(path, key, text);
    } else if (node instanceof Map<?, ?> map) {
      if (isOfGroups(key)) {
        filters(path, map);
        if (kind.sought() == ClusterKind.AWS_NODE_TEMPLATE && plain(key).equals(SELECTOR)) {
          add(names.where(new TagSelector(map)::selects), path);
        }
      }
      map.forEach((name, value) -> walk(path + "." + name, String.valueOf(name), value));
    } else if (node instanceof Collection<?> list) {
      boolean terms = plain(key).endsWith(TERMS);
      hasTerms |= terms;
      int index = 0;
      for (Object value : list) {
        String place = path + "[" + index++ + "]";
        if (terms) {
          term(place, value);
        }
        walk(place, key, value);
      }
    }
  }

  private void text(String path, String key, String text) {
    add(names.inText(text), path);
    if (isOfGroups(key)) {
      add(names.named(text), path + ", by name");
      if (text.indexOf(',') >= 0) {
        for (String part : text.split(",")) {
          add(names.named(part.strip()), path + ", by name");
        }
      }
    }
  }

  private void term(String path, Object written) {
    SelectorTerm.of(written)
        .ifPresentOrElse(
            term -> add(names.where(term::selects), path),
            () -> look.problem(name() + " has a selector of unknown form at " + shown(path)));
  }

  private void filters(String path, Map<?, ?> map) {
    if (map.get("filters") instanceof Collection<?> written) {
      List<Map<?, ?>> filters = new ArrayList<>();
      for (Object one : written) {
        filters.add(one instanceof Map<?, ?> filter ? filter : Map.of());
      }
      add(names.where(new Ec2Filters(filters)::select), path + ".filters");
    }
  }

  private void add(Set<String> ids, String where) {
    ids.forEach(id -> found.putIfAbsent(id, where));
  }

  private static boolean isOfGroups(String key) {
    return plain(key).contains(GROUPS);
  }

  private static String plain(String key) {
    return OTHERS.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /** Names of fields are up to whoever made the kind, or where it takes any, the object. */
  private static String shown(String place) {
    String line = OneLine.of(place);
    return line.length() > LONGEST_PLACE ? line.substring(0, LONGEST_PLACE) + "…" : line;
  }

  private String name() {
    String namespace = object.getMetadata().getNamespace();
    String name = object.getMetadata().getName();
    return kind.kind() + " " + (namespace == null ? name : namespace + "/" + name);
  }
}
