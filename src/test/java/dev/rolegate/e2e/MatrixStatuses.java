package dev.rolegate.e2e;

import static dev.rolegate.e2e.Shape.Standing.DECLARED;
import static dev.rolegate.e2e.Shape.Standing.LIVE_MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.RoleSecurityGroup;
import dev.rolegate.e2e.Shape.Standing;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the statuses of the roles say of the matrix. */
final class MatrixStatuses {
  private static final Pattern NAMED =
      Pattern.compile("(?:((?:in|e)gress/\\S+) )?by ([a-z-]+) \\((?:Warn|Deny)\\): ");

  private final Scene scene;

  MatrixStatuses(Scene scene) {
    this.scene = scene;
  }

  /** What is denied is withheld, and the condition names rule and guardrail. */
  void tell(List<Shape> shapes) {
    List<String> wrong = new ArrayList<>();
    var all = scene.all();
    for (Shape shape : shapes) {
      for (Standing standing : List.of(DECLARED, LIVE_MANAGED)) {
        var role = all.get(shape.name(standing));
        Set<String> withheld = withheld(role);
        Condition passed = Scene.condition(role, "GuardrailsPassed").orElseThrow();
        if (!withheld.equals(toWithhold(shape, standing)) || !tells(passed, shape, standing)) {
          wrong.add(
              shape.name(standing)
                  + ": withheld "
                  + withheld
                  + ", "
                  + passed.getReason()
                  + " "
                  + passed.getMessage());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Set<String> withheld(RoleSecurityGroup role) {
    return role.getStatus().withheld().stream()
        .map(w -> w.rule() + (w.reason().equals("Guardrail") ? "" : " " + w.reason()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> toWithhold(Shape shape, Standing standing) {
    boolean whole =
        standing == DECLARED && shape.breaks(standing).stream().anyMatch(Catalogue::denies);
    return shape.entries().stream()
        .filter(e -> whole || e.breaks(standing).stream().anyMatch(Catalogue::denies))
        .map(ShapeEntry::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean tells(Condition passed, Shape shape, Standing standing) {
    Set<String> broken = new TreeSet<>();
    shape.breaks(standing).forEach(guardrail -> broken.add(" " + guardrail));
    shape.entries().forEach(e -> e.breaks(standing).forEach(g -> broken.add(e.path() + " " + g)));
    if (broken.isEmpty()) {
      return passed.getReason().equals("GuardrailsKept") && passed.getStatus().equals("True");
    }
    String reason =
        shape.allBroken(standing).stream().anyMatch(Catalogue::denies)
            ? "GuardrailsBroken"
            : "GuardrailsWarn";
    Set<String> named = new TreeSet<>();
    Matcher line = NAMED.matcher(passed.getMessage());
    while (line.find()) {
      named.add((line.group(1) == null ? "" : line.group(1)) + " " + line.group(2));
    }
    return passed.getReason().equals(reason)
        && passed.getStatus().equals("False")
        && !named.isEmpty()
        && broken.containsAll(named)
        && (isCut(passed.getMessage()) || named.equals(broken));
  }

  private static boolean isCut(String message) {
    return message.matches(".*; and [0-9]+ more") || message.endsWith("…");
  }
}
