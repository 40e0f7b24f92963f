package dev.rolegate.docs;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jgrapht.alg.TransitiveReduction;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/** Draws the packages and what they import, from the compiled classes. */
final class StructurePicture {
  private static final String ROOT = "dev.rolegate";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private StructurePicture() {}

  /** The classes of the product; reading them takes seconds, so it is done once. */
  static JavaClasses classes() {
    return CLASSES;
  }

  /** The parts below the root; ec2.aws by itself, since it alone knows the AWS SDK. */
  private static String part(JavaClass one) {
    String name = one.getPackageName();
    if (!name.startsWith(ROOT + ".")) {
      return "";
    }
    String inner = name.substring(ROOT.length() + 1);
    return inner.startsWith("ec2.aws") ? "ec2.aws" : inner.replaceFirst("\\..*", "");
  }

  private static Map<String, Set<String>> imports(Function<JavaClass, String> parts) {
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaClass one : CLASSES) {
      String from = parts.apply(one);
      if (from.isEmpty()) {
        continue;
      }
      Set<String> targets = imports.computeIfAbsent(from, part -> new TreeSet<>());
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        String to = parts.apply(dependency.getTargetClass().getBaseComponentType());
        if (!to.isEmpty() && !to.equals(from)) {
          targets.add(to);
        }
      }
    }
    return imports;
  }

  /**
   * The packages; an import that goes without saying, because another way leads there, is left out.
   */
  static String packages() {
    Map<String, Set<String>> imports = imports(StructurePicture::part);
    SimpleDirectedGraph<String, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    imports.keySet().forEach(graph::addVertex);
    imports.forEach((from, targets) -> targets.forEach(to -> graph.addEdge(from, to)));
    TransitiveReduction.INSTANCE.reduce(graph);
    Map<String, Set<String>> reduced = new TreeMap<>();
    for (String from : imports.keySet()) {
      reduced.put(
          from,
          graph.outgoingEdgesOf(from).stream()
              .map(graph::getEdgeTarget)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return mermaid(reduced);
  }

  /** Every import between the packages. */
  static String imports() {
    List<List<String>> rows = new ArrayList<>();
    imports(StructurePicture::part)
        .forEach(
            (from, targets) ->
                rows.add(
                    List.of(
                        Pages.code(from),
                        targets.isEmpty()
                            ? "none of Rolegate's"
                            : targets.stream()
                                .map(Pages::code)
                                .collect(Collectors.joining(", ")))));
    return Pages.table(List.of("package", "imports"), rows);
  }

  /** The packages within one of the parts, all imports between them. */
  static String inside(String part) {
    return mermaid(
        imports(
            one ->
                part(one).equals(part) ? one.getPackageName().substring(ROOT.length() + 1) : ""));
  }

  private static String mermaid(Map<String, Set<String>> edges) {
    List<String> lines = new ArrayList<>(List.of("```mermaid", "flowchart TD"));
    edges.keySet().forEach(node -> lines.add("  " + id(node) + "[\"" + node + "\"]"));
    edges.forEach(
        (from, targets) -> targets.forEach(to -> lines.add("  " + id(from) + " --> " + id(to))));
    lines.add("```");
    return String.join("\n", lines);
  }

  private static String id(String node) {
    return node.replace('.', '_');
  }
}
