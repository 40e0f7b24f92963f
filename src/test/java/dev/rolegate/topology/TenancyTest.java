package dev.rolegate.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.api.LabelRequirement;
import dev.rolegate.api.LabelRequirement.Operator;
import dev.rolegate.api.NamespaceSelector;
import dev.rolegate.api.TenantSpec;
import dev.rolegate.model.Glob;
import dev.rolegate.topology.Problem.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenancyTest {
  private static final Map<String, Map<String, String>> LABELS =
      Map.of("shop", Map.of("team", "shop", "env", "prod"), "bare", Map.of());

  private static boolean allowed(String namespace, TenantSpec... tenants) {
    return new Tenancy("prod", List.of(tenants), LABELS).refuse(namespace, "web").isEmpty();
  }

  private static TenantSpec labelled(Map<String, String> labels, LabelRequirement... expressions) {
    return new TenantSpec(
        null, new NamespaceSelector(labels, List.of(expressions)), List.of("web"), null);
  }

  private static TenantSpec requires(String key, Operator operator, String... values) {
    return labelled(null, new LabelRequirement(key, operator, List.of(values)));
  }

  @ParameterizedTest
  @CsvSource({
    "web,web,true",
    "web,webs,false",
    "*,anything,true",
    "*,'',true",
    "*-worker,order-worker,true",
    "*-worker,-worker,true",
    "*-worker,order-workers,false",
    "a*b*c,aXbYbZc,true",
    "a*b*c,acb,false",
    "**,x,true",
    "w.b,web,false"
  })
  void a_star_stands_for_any_characters(String pattern, String role, boolean expected) {
    assertThat(Glob.fits(pattern, role)).isEqualTo(expected);
  }

  @Test
  void without_tenants_nobody_may() {
    assertThat(allowed("shop")).isFalse();
  }

  @Test
  void entries_add_up() {
    var roles = new TenantSpec(List.of("shop"), null, List.of("db"), null);
    assertThat(allowed("shop", roles)).isFalse();
    assertThat(allowed("shop", roles, labelled(Map.of("team", "shop")))).isTrue();
  }

  @Test
  void labels_have_to_match_all() {
    assertThat(allowed("shop", labelled(Map.of("team", "shop", "env", "prod")))).isTrue();
    assertThat(allowed("shop", labelled(Map.of("team", "shop", "env", "test")))).isFalse();
  }

  @Test
  void expressions_mean_what_Kubernetes_says() {
    assertThat(allowed("shop", requires("team", Operator.IN, "shop", "x"))).isTrue();
    assertThat(allowed("bare", requires("team", Operator.IN, "shop"))).isFalse();
    assertThat(allowed("shop", requires("team", Operator.NOT_IN, "shop"))).isFalse();
    assertThat(allowed("bare", requires("team", Operator.NOT_IN, "shop"))).isTrue();
    assertThat(allowed("shop", requires("team", Operator.EXISTS))).isTrue();
    assertThat(allowed("bare", requires("team", Operator.EXISTS))).isFalse();
    assertThat(allowed("shop", requires("team", Operator.DOES_NOT_EXIST))).isFalse();
    assertThat(allowed("bare", requires("team", Operator.DOES_NOT_EXIST))).isTrue();
  }

  @Test
  void a_namespace_with_unknown_labels_is_chosen_by_the_empty_selector_only() {
    assertThat(allowed("new", requires("team", Operator.DOES_NOT_EXIST))).isFalse();
    assertThat(allowed("new", labelled(Map.of()))).isTrue();
    Optional<Refusal> refusal =
        new Tenancy("prod", List.of(requires("team", Operator.EXISTS)), LABELS)
            .refuse("new", "web");
    assertThat(refusal.orElseThrow().message()).contains("labels are not known");
  }

  @Test
  void a_covered_namespace_is_told_which_roles_it_may_declare() {
    var refusal =
        new Tenancy(
                "prod", List.of(new TenantSpec(List.of("shop"), null, List.of("db"), null)), LABELS)
            .refuse("shop", "web")
            .orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Reason.ROLE_NOT_ALLOWED);
    assertThat(refusal.message()).contains("only db");
  }
}
