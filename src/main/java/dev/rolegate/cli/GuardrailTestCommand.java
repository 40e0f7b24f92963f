package dev.rolegate.cli;

import dev.rolegate.cli.manifest.GuardrailCases.As;
import dev.rolegate.cli.manifest.GuardrailCases.Case;
import dev.rolegate.cli.manifest.GuardrailFiles;
import dev.rolegate.guardrail.Flaw;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.topology.HouseRules;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rolegate guardrail test}: whether guardrails say what their cases expect. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Compiles guardrails and judges the cases that are written for them, as the operator would."
          + " Needs no cluster and no AWS."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every case came out as expected",
      "2:some did not; each is printed with what was expected and what was found",
      "1:an error in the arguments, the files or a guardrail, told on standard error"
    })
final class GuardrailTestCommand implements Callable<Integer> {
  private final InputStream in;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files, folders (all *.yaml, *.yml and *.json below them) or - for standard input, with"
              + " Guardrails and GuardrailCases; other kinds are ignored.")
  private List<String> paths;

  private int passed;
  private int failed;

  GuardrailTestCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() {
    GuardrailFiles files = GuardrailFiles.read(paths, in);
    HouseRules rules = HouseRules.read(files.guardrails(), List.of(), CaseRun.NOW);
    List<String> errors = new ArrayList<>(files.errors(rules));
    Map<String, Guardrails> byName = new LinkedHashMap<>();
    for (GuardrailDocument document : rules.guardrails()) {
      Guardrails compiled = Guardrails.compile(List.of(document));
      compiled.flaws().stream().map(GuardrailTestCommand::text).forEach(errors::add);
      byName.put(document.name(), compiled);
    }
    if (errors.isEmpty()) {
      check(files, byName, errors);
    }
    if (!errors.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      errors.forEach(error -> err.println("error: " + error));
      return ExitCode.ERROR;
    }
    return test(files.cases(), byName);
  }

  private static void check(
      GuardrailFiles files, Map<String, Guardrails> byName, List<String> errors) {
    if (byName.isEmpty()) {
      errors.add("the files hold no Guardrail: name the file that it is in");
    } else if (files.cases().isEmpty()) {
      errors.add("the files hold no GuardrailCases: write some, or name the file that they are in");
    }
    for (GuardrailFiles.Cases cases : files.cases()) {
      if (!byName.containsKey(cases.content().guardrail()) && !byName.isEmpty()) {
        errors.add(
            cases
                .error(
                    "there is no Guardrail "
                        + cases.content().guardrail()
                        + " in the files; they hold "
                        + String.join(", ", byName.keySet()))
                .toString());
      }
    }
  }

  private int test(List<GuardrailFiles.Cases> all, Map<String, Guardrails> byName) {
    PrintWriter out = spec.commandLine().getOut();
    for (GuardrailFiles.Cases cases : all) {
      out.println(cases.content().guardrail());
      for (Case one : cases.content().cases()) {
        for (As as : one.as()) {
          run(out, byName.get(cases.content().guardrail()), one, as);
        }
      }
    }
    byName.keySet().stream()
        .filter(name -> all.stream().noneMatch(cases -> cases.content().guardrail().equals(name)))
        .forEach(name -> out.println(name + "\n  no cases"));
    out.println();
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void run(PrintWriter out, Guardrails guardrail, Case one, As as) {
    List<String> differences;
    try {
      differences = CaseVerdict.differences(one, CaseRun.findings(guardrail, one, as));
    } catch (UserError e) {
      differences = List.of("the case cannot be read: " + e.getMessage());
    }
    if (differences.isEmpty()) {
      passed++;
    } else {
      failed++;
    }
    out.println(
        (differences.isEmpty() ? "  pass  " : "  FAIL  ") + one.name() + " (" + as.words() + ")");
    differences.forEach(line -> out.println("        " + line));
  }

  private static String text(Flaw flaw) {
    return "Guardrail " + flaw.guardrail().name() + ", " + flaw.text();
  }
}
