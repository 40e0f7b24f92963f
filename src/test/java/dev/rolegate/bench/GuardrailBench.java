package dev.rolegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.guardrail.Docket;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.guardrail.Judge;
import dev.rolegate.guardrail.Judgement;
import dev.rolegate.model.Group;
import dev.rolegate.model.VpcSnapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What it costs to judge a large VPC by some twenty guardrails: time of one thread for each live
 * rule, which is printed only.
 */
@Tag("bench")
class GuardrailBench {
  private static final Table TABLE = new Table("Guardrails");
  private static final double TARGET_MICROS = 2;
  private static final double TARGET_FIRST_MICROS = 20;
  private static final int ROUNDS = 7;
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  @AfterAll
  static void print() {
    TABLE.print();
  }

  /** One way of judging: what is not measured, and what is. */
  private abstract static class Round {
    Docket docket;

    abstract void prepare(int round);

    abstract Judgement judge();
  }

  private static double micros(int rounds, Round way) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      way.prepare(round);
      long start = THREAD.getCurrentThreadCpuTime();
      assertThat(way.judge().findings()).isNotEmpty();
      best =
          Math.min(best, (THREAD.getCurrentThreadCpuTime() - start) / 1e3 / GuardrailScene.RULES);
    }
    return best;
  }

  @Test
  void judging() {
    Guardrails guardrails = Guardrails.compile(GuardrailScene.guardrails());
    assertThat(guardrails.flaws()).isEmpty();
    int count = guardrails.sound().size();
    Docket docket = GuardrailScene.docket();

    double atStart = micros(1, round(guardrails, new Judge(), n -> docket));
    double first = micros(ROUNDS, firstRound(guardrails));
    Judge judge = new Judge();
    judge.judge(guardrails, docket);
    double unchanged = micros(ROUNDS, round(guardrails, judge, n -> GuardrailScene.docket()));
    double some = micros(ROUNDS, round(guardrails, judge, n -> changed(docket, n)));
    double other = micros(ROUNDS, otherRound(guardrails, judge, docket));

    TABLE.note(
        "%,d groups of 40 rules by %d guardrails, each with words of its own: %,d rules, declared"
            + " ones included; time of one thread",
        GuardrailScene.GROUPS, count, GuardrailScene.RULES);
    TABLE.note(
        "%.2f µs a rule of the first check of a process, before its code is compiled", atStart);
    TABLE.row("µs a rule of a VPC's first check", first, "<=", TARGET_FIRST_MICROS);
    TABLE.row("µs a rule of a check, nothing changed", unchanged, "<=", TARGET_MICROS);
    TABLE.row("µs a rule of a check, 1 group in 100 changed", some, "<=", TARGET_MICROS);
    TABLE.row("µs a rule of a check, 1 guardrail changed", other, "<=", TARGET_MICROS);
  }

  /** A judge that remembers nothing. */
  private static Round firstRound(Guardrails guardrails) {
    return new Round() {
      @Override
      void prepare(int round) {
        docket = GuardrailScene.docket();
      }

      @Override
      Judgement judge() {
        return new Judge().judge(guardrails, docket);
      }
    };
  }

  /** One guardrail has another text each time. */
  private static Round otherRound(Guardrails guardrails, Judge judge, Docket same) {
    return new Round() {
      private Guardrails changed = guardrails;

      @Override
      void prepare(int round) {
        docket = same;
        changed = changed.with(GuardrailScene.reworded(guardrails.sound(), round));
      }

      @Override
      Judgement judge() {
        return judge.judge(changed, docket);
      }
    };
  }

  private static Round round(Guardrails guardrails, Judge judge, IntFunction<Docket> dockets) {
    return new Round() {
      @Override
      void prepare(int round) {
        docket = dockets.apply(round);
      }

      @Override
      Judgement judge() {
        return judge.judge(guardrails, docket);
      }
    };
  }

  /** Every hundredth group has another description of its first rule. */
  private static Docket changed(Docket docket, int round) {
    VpcSnapshot snapshot = docket.snapshot().orElseThrow();
    Map<String, Group> groups = new TreeMap<>(snapshot.groups());
    int place = 0;
    for (Map.Entry<String, Group> entry : groups.entrySet()) {
      if (place++ % 100 == 0) {
        entry.setValue(GuardrailScene.touched(entry.getValue(), round));
      }
    }
    return new Docket(
        docket.desired(),
        Optional.of(snapshot.withGroups(groups)),
        docket.surroundings(),
        docket.exemptions(),
        docket.now());
  }
}
