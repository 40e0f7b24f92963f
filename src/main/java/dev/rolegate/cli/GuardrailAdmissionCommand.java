package dev.rolegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.rolegate.api.Guardrail;
import dev.rolegate.cli.manifest.GuardrailFiles;
import dev.rolegate.guardrail.AdmissionPolicy;
import dev.rolegate.guardrail.Guardrails;
import dev.rolegate.model.GuardrailDocument;
import dev.rolegate.topology.HouseRules;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rolegate guardrail admission}: guardrails as policies of the API server. */
@Command(
    name = "admission",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Prints a ValidatingAdmissionPolicy with its binding for each Guardrail that says admission:"
          + " true, so that kubectl apply refuses in its words. Needs no cluster and no AWS."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the policies are on standard output",
      "1:an error in the arguments, the files or a guardrail, told on standard error"
    })
final class GuardrailAdmissionCommand implements Callable<Integer> {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  private final InputStream in;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files, folders (all *.yaml, *.yml and *.json below them) or - for standard input, with"
              + " Guardrails; other kinds are ignored.")
  private List<String> paths;

  GuardrailAdmissionCommand(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() {
    GuardrailFiles files = GuardrailFiles.read(paths, in);
    HouseRules rules = HouseRules.read(files.guardrails(), List.of(), CaseRun.NOW);
    List<String> errors = new ArrayList<>(files.errors(rules));
    Set<String> marked =
        files.guardrails().stream()
            .filter(one -> one.getSpec() != null && one.getSpec().admission())
            .map(Guardrail::getMetadata)
            .map(metadata -> metadata.getName())
            .collect(Collectors.toSet());
    if (marked.isEmpty() && errors.isEmpty()) {
      errors.add("the files hold no Guardrail with admission: true: name the file that it is in");
    }
    List<GuardrailDocument> documents =
        rules.guardrails().stream().filter(one -> marked.contains(one.name())).toList();
    Guardrails.compile(documents).flaws().stream()
        .map(flaw -> "Guardrail " + flaw.guardrail().name() + ", " + flaw.text())
        .forEach(errors::add);
    StringBuilder text = new StringBuilder();
    documents.forEach(document -> add(document, text, errors));
    PrintWriter err = spec.commandLine().getErr();
    errors.forEach(error -> err.println("error: " + error));
    if (!errors.isEmpty()) {
      return ExitCode.ERROR;
    }
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static void add(GuardrailDocument document, StringBuilder text, List<String> errors) {
    try {
      text.append(yaml(document));
    } catch (IllegalArgumentException e) {
      errors.add("Guardrail " + document.name() + ", spec." + e.getMessage());
    }
  }

  /**
   * Policy and binding, a document each.
   *
   * @throws IllegalArgumentException when it asks what a RoleSecurityGroup by itself does not tell
   */
  static String yaml(GuardrailDocument document) {
    try {
      return YAML.writeValueAsString(AdmissionPolicy.policy(document))
          + YAML.writeValueAsString(AdmissionPolicy.binding(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts can always be written", e);
    }
  }
}
