package dev.rolegate.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** One run of the command line, as a user sees it. */
record CliRun(int code, String out, String err) {

  static CliRun of(PlanSource plans, String... args) {
    return of(plans, () -> 0, "", args);
  }

  static CliRun withInput(PlanSource plans, String input, String... args) {
    return of(plans, () -> 0, input, args);
  }

  static CliRun withOperator(Callable<Integer> operator, String... args) {
    return of(
        (vpc, clusterId, externalId, documents) -> {
          throw new AssertionError("no plan was asked for");
        },
        operator,
        "",
        args);
  }

  private static CliRun of(
      PlanSource plans, Callable<Integer> operator, String input, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var cli = new Cli(operator, plans, in);
    cli.commandLine().setOut(new PrintWriter(out, true));
    cli.commandLine().setErr(new PrintWriter(err, true));
    return new CliRun(cli.execute(args), out.toString(), err.toString());
  }
}
