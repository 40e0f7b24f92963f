package dev.rolegate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What decides is pure: equal input gives an equal answer, whenever and wherever it is asked. That
 * is why the operator, the command line and the tests can share it.
 */
class PurityTest {
  private static final String[] PURE = {
    "dev.rolegate.model..",
    "dev.rolegate.topology..",
    "dev.rolegate.usage..",
    "dev.rolegate.guardrail..",
    "dev.rolegate.plan.."
  };

  private static final Set<String> CLOCKS_AND_CHANCE =
      Set.of(
          "java.lang.System",
          "java.lang.Thread",
          "java.lang.Runtime",
          "java.lang.ProcessHandle",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");

  private static final Set<String> UNREPEATABLE =
      Set.of("now", "random", "randomUUID", "identityHashCode", "nanoTime", "currentTimeMillis");

  @Test
  void what_decides_reads_and_writes_nothing() {
    noClasses()
        .that(resideInAnyPackage(PURE))
        .should()
        .dependOnClassesThat(
            // A character set is a table, no file.
            resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.sql..")
                .and(DescribedPredicate.not(resideInAPackage("java.nio.charset.."))))
        .check(ProductClasses.all());
  }

  @Test
  void what_decides_asks_no_clock_and_no_dice() {
    noClasses()
        .that(resideInAnyPackage(PURE))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.<JavaClass>describe(
                "are clocks, dice or the process", c -> CLOCKS_AND_CHANCE.contains(c.getName())))
        .check(ProductClasses.all());
    noClasses()
        .that(resideInAnyPackage(PURE))
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe(
                "answer differently each time",
                access ->
                    UNREPEATABLE.contains(access.getTarget().getName())
                        && access.getTargetOwner().getPackageName().startsWith("java.")))
        .check(ProductClasses.all());
  }

  @Test
  void what_decides_knows_no_client_no_framework_and_no_logger() {
    noClasses()
        .that(resideInAnyPackage(PURE))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.fabric8.kubernetes.client..",
                "io.javaoperatorsdk..",
                "io.quarkus..",
                "jakarta..",
                "software.amazon..",
                "io.micrometer..",
                "java.util.logging..",
                "org.jboss.logging..",
                "org.slf4j.."))
        .check(ProductClasses.all());
  }

  @Test
  void only_a_plan_knows_its_JSON() {
    noClasses()
        .that(
            resideInAnyPackage(
                "dev.rolegate.model..",
                "dev.rolegate.topology..",
                "dev.rolegate.usage..",
                "dev.rolegate.guardrail.."))
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.."))
        .check(ProductClasses.all());
  }

  @Test
  void the_model_knows_Java_and_address_arithmetic_alone() {
    classes()
        .that(resideInAPackage("dev.rolegate.model.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java.lang..",
                "java.util..",
                "java.time..",
                "java.security..",
                "java.nio.charset..",
                "inet.ipaddr..",
                "dev.rolegate.model.."))
        .check(ProductClasses.all());
  }

  @Test
  void nothing_static_changes() {
    fields().that().areStatic().should().beFinal().check(ProductClasses.all());
  }

  @Test
  void what_a_class_needs_comes_through_its_constructor() {
    noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(ProductClasses.all());
  }

  @Test
  void records_are_the_only_data_of_the_model() {
    noClasses()
        .that(resideInAPackage("dev.rolegate.model.."))
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.have(
                DescribedPredicate.<JavaClass>describe(
                    "fields that change",
                    c ->
                        c.getFields().stream()
                            .anyMatch(f -> !f.getModifiers().contains(JavaModifier.FINAL)))))
        .check(ProductClasses.all());
  }
}
