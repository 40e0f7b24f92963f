package dev.rolegate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What the page promises is shown by tests that are there. */
class NeverTest {
  private static final String PAGE = Pages.read(Pages.page("never.md"));

  /** {@code package.ClassTest#method} as the page writes it. */
  private static final Pattern SHOWN = Pattern.compile("`([a-z0-9.]+\\.[A-Z]\\w+Test)#(\\w+)`");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!---)(.+) \\|$");

  /** Tests all of whose methods the page has to name. */
  private static final List<String> ATTACKS =
      List.of(
          "e2e.AttackTest", "e2e.TenantAttackTest", "e2e.EditedStatusTest", "e2e.HostileTextTest");

  @Test
  void each_row_names_a_test() {
    List<String> rows =
        ROW.matcher(PAGE)
            .results()
            .map(row -> row.group(1))
            .filter(row -> !row.endsWith("| shown by"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(30).allMatch(row -> SHOWN.matcher(row).find());
  }

  @Test
  void each_test_that_is_named_is_there() {
    List<String> missing = new ArrayList<>();
    Matcher shown = SHOWN.matcher(PAGE);
    while (shown.find()) {
      if (!tests(shown.group(1)).contains(shown.group(2))) {
        missing.add(shown.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void each_attack_is_named() {
    for (String attack : ATTACKS) {
      assertThat(tests(attack)).isNotEmpty().allMatch(m -> PAGE.contains(attack + "#" + m));
    }
  }

  private static Set<String> tests(String name) {
    try {
      var type = Class.forName("dev.rolegate." + name, false, NeverTest.class.getClassLoader());
      return Stream.of(type.getDeclaredMethods())
          .filter(NeverTest::isTest)
          .map(Method::getName)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (ClassNotFoundException e) {
      return Set.of();
    }
  }

  private static boolean isTest(Method method) {
    return Stream.of(Test.class, ParameterizedTest.class, Property.class)
        .anyMatch(method::isAnnotationPresent);
  }
}
