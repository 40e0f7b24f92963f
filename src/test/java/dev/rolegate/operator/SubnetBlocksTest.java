package dev.rolegate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.ec2.Ec2;
import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.Cidr;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.model.Subnets;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubnetBlocksTest {
  private static final Guardrails ASKING = guardrails("!rule.coversSubnet()");
  private static final List<Cidr> BLOCKS = List.of(Cidr.parse("10.0.0.0/20"));

  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private Ec2Exception.Kind failure;
  private int reads;
  private final SubnetBlocks subnets = new SubnetBlocks(() -> now);

  @Test
  void nothing_is_read_where_no_guardrail_asks() {
    assertThat(look(guardrails("!rule.coversVpc()")).isKnown()).isFalse();
    assertThat(reads).isZero();
  }

  @Test
  void they_are_read_once_in_five_minutes() {
    assertThat(look(ASKING)).isEqualTo(Subnets.of(BLOCKS));
    now = now.plus(Duration.ofMinutes(5).minusSeconds(1));
    look(ASKING);
    assertThat(reads).isEqualTo(1);
    now = now.plusSeconds(1);
    look(ASKING);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void what_may_not_be_read_is_not_known_and_says_what_to_allow() {
    failure = Ec2Exception.Kind.UNAUTHORIZED;
    assertThat(look(ASKING).unknown())
        .contains("DescribeSubnets was refused", "allow ec2:DescribeSubnets");
    look(ASKING);
    assertThat(reads).isEqualTo(1);

    failure = null;
    now = now.plus(Duration.ofMinutes(1));
    assertThat(look(ASKING)).isEqualTo(Subnets.of(BLOCKS));
  }

  @Test
  void what_was_known_is_no_longer_once_a_read_fails() {
    look(ASKING);
    failure = Ec2Exception.Kind.TRANSIENT;
    now = now.plus(Duration.ofMinutes(5));
    assertThat(look(ASKING).isKnown()).isFalse();
  }

  private static Guardrails guardrails(String expression) {
    return Guardrails.compile(
        List.of(
            new GuardrailDocument(
                "wide",
                "uid",
                1,
                "Wide",
                List.of(),
                GuardrailDocument.Severity.LOW,
                GuardrailDocument.Action.WARN,
                GuardrailDocument.Scope.ALL,
                GuardrailDocument.Match.ALL,
                GuardrailDocument.Subject.RULE,
                "",
                expression,
                "'no'",
                Map.of())));
  }

  private Subnets look(Guardrails guardrails) {
    return subnets.of(ec2(), guardrails, "prod", "vpc-1");
  }

  private Ec2 ec2() {
    return (Ec2)
        Proxy.newProxyInstance(
            Ec2.class.getClassLoader(),
            new Class<?>[] {Ec2.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("subnets");
              reads++;
              if (failure != null) {
                throw new Ec2Exception(failure, "DescribeSubnets", "Code", "no", null);
              }
              return BLOCKS;
            });
  }
}
