package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_MANAGED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_UNMANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.e2e.Shape.Standing;
import dev.rolegate.e2e.ShapeEntry.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The matrix of guardrails leaves none of the catalogue out, on either side, and no form. */
class GuardrailMatrixTableTest {
  private static final Set<String> CATALOGUE = Catalogue.names();

  /** What cannot be, by {@code guardrail STANDING}. */
  private static final Map<String, String> NEITHER =
      Map.of(
          "default-group-closed DECLARED", "no document can name the default group",
          "default-group-closed LIVE_MANAGED", "no document can name the default group",
          "review-current LIVE_UNMANAGED", "only a document asks for reviews",
          "single-instance-group DECLARED", "a documented group stands for a role",
          "single-instance-group LIVE_MANAGED", "a documented group stands for a role");

  private static final Map<String, String> NEVER_REFUSED =
      Map.of("required-tags DECLARED", "the document's owner and purpose are its tags");

  /** An address in an AddressSet is a known one. */
  private static final Set<String> NO_SUCH_FORM = Set.of("admin-from-known-addresses ADDRESS_SET");

  private static Stream<Shape> shapes(Standing standing) {
    return standing == LIVE_UNMANAGED
        ? Stream.concat(GuardrailMatrix.shapes().stream(), GuardrailMatrix.bystanders().stream())
        : GuardrailMatrix.shapes().stream();
  }

  @Test
  void everyGuardrailOfTheCatalogueIsRefusedAndAcceptedByInEachStanding() {
    List<String> missing = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      Set<String> refused = new TreeSet<>(GuardrailMatrix.SPRAWL.get(standing).keySet());
      Set<String> accepted = new TreeSet<>(GuardrailMatrix.OF_SPRAWL);
      if (standing == LIVE_UNMANAGED) {
        accepted.add("default-group-closed");
      }
      shapes(standing)
          .forEach(
              shape -> {
                refused.addAll(shape.allBroken(standing));
                accepted.addAll(shape.keeps());
                shape
                    .entries()
                    .forEach(
                        entry ->
                            entry.keeps().stream()
                                .filter(name -> !entry.breaks(standing).contains(name))
                                .forEach(accepted::add));
              });
      for (String name : CATALOGUE) {
        String one = name + " " + standing;
        if (!NEITHER.containsKey(one)) {
          if (!accepted.contains(name)) {
            missing.add(one + " is never accepted by");
          }
          if (refused.contains(name) == NEVER_REFUSED.containsKey(one)) {
            missing.add(one + (refused.contains(name) ? " is" : " is never") + " refused by");
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyFormIsTriedWithEveryGuardrailAboutAddressesAndOnBothSides() {
    var entries =
        GuardrailMatrix.shapes().stream().flatMap(shape -> shape.entries().stream()).toList();
    List<String> missing = new ArrayList<>();
    for (Form form : Form.values()) {
      var some = entries.stream().filter(entry -> entry.forms().contains(form)).toList();
      for (String guardrail : GuardrailMatrix.OF_ADDRESSES) {
        if (!NO_SUCH_FORM.contains(guardrail + " " + form)
            && some.stream().noneMatch(entry -> entry.breaks(DECLARED).contains(guardrail))) {
          missing.add(guardrail + " refuses nothing by " + form);
        }
      }
      if (some.stream().allMatch(entry -> entry.keeps().isEmpty())) {
        missing.add(form + " is never accepted");
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void theTableNamesGuardrailsOfTheCatalogueAndContradictsItselfNowhere() {
    for (Shape shape : GuardrailMatrix.shapes()) {
      for (Standing standing : List.of(DECLARED, LIVE_MANAGED)) {
        assertThat(CATALOGUE).containsAll(shape.allBroken(standing)).containsAll(shape.keeps());
        shape
            .entries()
            .forEach(
                entry -> {
                  assertThat(CATALOGUE).containsAll(entry.keeps());
                  assertThat(entry.keeps())
                      .as(shape.name() + " " + entry.path())
                      .noneMatch(entry.breaks(standing)::contains);
                });
      }
    }
    assertThat(CATALOGUE).containsAll(GuardrailMatrix.OF_SPRAWL);
  }
}
