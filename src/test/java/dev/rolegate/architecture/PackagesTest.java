package dev.rolegate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may import which: imports point down only. */
class PackagesTest {

  /** What each package may import of Rolegate, besides itself. */
  private static final Map<String, Set<String>> MAY_IMPORT = table();

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    table.put("model", Set.of());
    table.put("api", Set.of());
    table.put("sim", Set.of("model"));
    table.put("ec2", Set.of("model"));
    table.put("ec2.aws", Set.of("ec2", "model"));
    table.put("topology", Set.of("api", "model"));
    table.put("usage", Set.of("model"));
    table.put("guardrail", Set.of("model"));
    table.put("plan", Set.of("topology", "guardrail", "usage", "model"));
    table.put("execute", Set.of("plan", "topology", "guardrail", "usage", "ec2", "api", "model"));
    // ec2.aws only where the parts are put together.
    table.put(
        "operator",
        Set.of(
            "execute", "plan", "topology", "guardrail", "usage", "ec2", "ec2.aws", "api", "model"));
    table.put(
        "cli",
        Set.of(
            "operator",
            "execute",
            "plan",
            "topology",
            "guardrail",
            "usage",
            "ec2",
            "ec2.aws",
            "sim",
            "api",
            "model"));
    return table;
  }

  private static String packageName(String name) {
    return ProductClasses.ROOT + "." + name;
  }

  /** The table's name of a class's package; empty for the root, which holds Main alone. */
  private static String nameOf(JavaClass one) {
    if (one.getPackageName().equals(ProductClasses.ROOT)) {
      return "";
    }
    String[] parts = one.getPackageName().substring(ProductClasses.ROOT.length() + 1).split("\\.");
    return parts[0].equals("ec2") && parts.length > 1 && parts[1].equals("aws")
        ? "ec2.aws"
        : parts[0];
  }

  private static DescribedPredicate<JavaClass> in(Set<String> names) {
    return DescribedPredicate.describe(
        "are in " + new TreeSet<>(names),
        one ->
            (one.getPackageName() + ".").startsWith(ProductClasses.ROOT + ".")
                && names.contains(nameOf(one)));
  }

  @TestFactory
  Stream<DynamicTest> a_package_imports_only_what_lies_below_it() {
    return MAY_IMPORT.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(),
                    () -> {
                      Set<String> forbidden = new TreeSet<>(MAY_IMPORT.keySet());
                      forbidden.add("");
                      forbidden.removeAll(row.getValue());
                      forbidden.remove(row.getKey());
                      noClasses()
                          .that(in(Set.of(row.getKey())))
                          .should()
                          .dependOnClassesThat(in(forbidden))
                          .allowEmptyShould(true)
                          .check(ProductClasses.all());
                    }));
  }

  @Test
  void every_package_is_in_the_table() {
    Set<String> found = new TreeSet<>();
    ProductClasses.all().forEach(one -> found.add(nameOf(one)));
    found.remove("");
    assertThat(MAY_IMPORT.keySet()).containsAll(found);
    assertThat(found).contains("model", "api", "ec2", "ec2.aws", "topology", "plan", "cli");
  }

  @Test
  void the_root_holds_the_entry_point_alone_and_knows_only_the_command_line() {
    classes()
        .that(resideInAPackage(ProductClasses.ROOT))
        .should()
        .haveSimpleName("Main")
        .check(ProductClasses.all());
    noClasses()
        .that(resideInAPackage(ProductClasses.ROOT))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ProductClasses.ROOT + ".*..")
                .and(DescribedPredicate.not(resideInAPackage(packageName("cli")))))
        .check(ProductClasses.all());
  }

  @Test
  void packages_depend_on_each_other_in_one_direction() {
    slices()
        .matching(ProductClasses.ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .check(ProductClasses.all());
  }

  @Test
  void only_the_adapter_knows_the_AWS_SDK() {
    noClasses()
        .that(resideInAPackage(ProductClasses.ROOT + ".."))
        .and(DescribedPredicate.not(resideInAPackage(packageName("ec2.aws") + "..")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("software.amazon.."))
        .check(ProductClasses.all());
  }

  @Test
  void only_guardrails_know_CEL() {
    noClasses()
        .that(resideInAPackage(ProductClasses.ROOT + ".."))
        .and(DescribedPredicate.not(resideInAPackage(packageName("guardrail"))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("dev.cel..", "com.google.."))
        .check(ProductClasses.all());
  }

  @Test
  void the_simulator_knows_neither_Kubernetes_nor_Quarkus() {
    noClasses()
        .that(resideInAPackage(packageName("sim") + ".."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.fabric8..", "io.quarkus..", "io.javaoperatorsdk..", "jakarta.."))
        .check(ProductClasses.all());
  }

  @Test
  void nothing_of_the_product_knows_a_test_server() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.fabric8.kubernetes.client.server..",
                "io.fabric8.kubeapitest..",
                "io.fabric8.mockwebserver..",
                "org.junit.."))
        .check(ProductClasses.all());
  }

  @Test
  void the_table_itself_points_down_only() {
    List<String> done = new java.util.ArrayList<>();
    while (done.size() < MAY_IMPORT.size()) {
      List<String> next =
          MAY_IMPORT.keySet().stream()
              .filter(p -> !done.contains(p) && done.containsAll(MAY_IMPORT.get(p)))
              .toList();
      assertThat(next).as("a package of the table above " + done).isNotEmpty();
      done.addAll(next);
    }
  }
}
