package dev.rolegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  private final AtomicInteger starts = new AtomicInteger();

  private CliRun run(String... args) {
    return CliRun.withOperator(starts::incrementAndGet, args);
  }

  @Test
  void without_a_command_the_commands_are_listed_and_the_exit_code_is_1() {
    var run = run();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("a command is missing", "Usage: rolegate", "run", "plan", "simulator", "help");
    assertThat(starts).hasValue(0);
  }

  @Test
  void a_misspelled_command_is_named_and_the_right_one_suggested() {
    var run = run("simulater");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("simulater", "Did you mean: rolegate simulator");
  }

  @Test
  void a_misspelled_option_is_named_and_the_right_one_suggested() {
    var run = run("plan", "-f", "x", "--outptu", "json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("--outptu", "--output", "Usage: rolegate plan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan", "restore", "simulator"})
  void every_command_explains_itself(String command) {
    var run = run(command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Usage: rolegate " + command);
    assertThat(run("help", command).out()).isEqualTo(run.out());
    assertThat(starts).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "run", "plan", "restore", "simulator"})
  void every_command_tells_the_version_of_the_build(String command) {
    var run = command.isEmpty() ? run("--version") : run(command, "--version");
    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("(?s)rolegate \\d+\\.\\d+.*").doesNotContain("${");
  }

  @Test
  void an_unknown_command_has_no_help() {
    var run = run("help", "nothing");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("nothing");
  }

  @Test
  void run_starts_the_operator_once() {
    assertThat(run("run").code()).isEqualTo(1);
    assertThat(starts).hasValue(1);
  }

  @Test
  void run_takes_no_arguments() {
    var run = run("run", "now");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("now", "Usage: rolegate run");
    assertThat(starts).hasValue(0);
  }

  @Test
  void an_unforeseen_failure_is_told_with_its_trace() {
    var run =
        CliRun.withOperator(
            () -> {
              throw new IllegalStateException("what nobody thought of");
            },
            "run");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("fault in Rolegate", "what nobody thought of", "CliTest");
  }
}
