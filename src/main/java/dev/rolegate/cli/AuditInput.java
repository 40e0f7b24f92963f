package dev.rolegate.cli;

import dev.rolegate.cli.manifest.FileTrouble;
import dev.rolegate.execute.audit.AuditContext;
import dev.rolegate.execute.audit.AuditReader;
import dev.rolegate.execute.audit.AuditedCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The audit lines that a command was given, and the plan that it asks for among them. */
final class AuditInput {
  /** Enough that no two plans of a log begin alike by chance. */
  private static final int SHORTEST = 8;

  private final List<AuditedCall> all;
  private final List<String> problems;

  private AuditInput(List<AuditedCall> all, List<String> problems) {
    this.all = all;
    this.problems = problems;
  }

  /**
   * One plan.
   *
   * @param hash in full
   * @param calls those of the plan, in their order
   */
  record ChosenPlan(String hash, List<AuditedCall> calls) {
    AuditContext context() {
      return calls.get(0).context();
    }
  }

  /**
   * @param in what {@code -} stands for
   */
  static AuditInput read(List<String> paths, InputStream in) {
    AuditReader reader = new AuditReader();
    for (String path : paths) {
      try {
        if (path.equals("-")) {
          reader.read("standard input", lines(in));
        } else {
          try (InputStream file = Files.newInputStream(Path.of(path))) {
            reader.read(path, lines(file));
          }
        }
      } catch (NoSuchFileException e) {
        throw new UserError("there is no file " + path, e);
      } catch (IOException e) {
        throw new UserError(path + " cannot be read: " + FileTrouble.reason(e), e);
      }
    }
    return new AuditInput(reader.calls(), reader.problems());
  }

  /** Audit lines are ASCII; what stands around them may be anything. */
  private static BufferedReader lines(InputStream in) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    return new BufferedReader(new InputStreamReader(in, decoder));
  }

  List<AuditedCall> all() {
    return all;
  }

  List<String> problems() {
    return problems;
  }

  /**
   * The plan whose hash begins so.
   *
   * @param vpc name of the ManagedVpc; null for whichever it is
   */
  ChosenPlan plan(String prefix, String vpc) {
    String wanted = prefix.toLowerCase(java.util.Locale.ROOT);
    if (!wanted.matches("[0-9a-f]{" + SHORTEST + ",64}")) {
      throw new UserError(
          "--plan is '"
              + prefix
              + "'; write the hash from status.planHash or the audit log, or at least its first "
              + SHORTEST
              + " characters");
    }
    List<AuditedCall> calls =
        all.stream()
            .filter(call -> call.isOf(wanted))
            .filter(call -> vpc == null || vpc.equals(call.context().vpc()))
            .toList();
    if (calls.isEmpty()) {
      throw new UserError("the audit log has no call of plan " + prefix + "; " + known());
    }
    Set<String> hashes = new TreeSet<>();
    calls.forEach(
        call -> {
          hashes.add(call.context().plan());
          hashes.add(call.context().since());
        });
    hashes.removeIf(hash -> !hash.startsWith(wanted));
    if (hashes.size() > 1) {
      throw new UserError("several plans begin with " + prefix + ": " + String.join(", ", hashes));
    }
    Set<String> places =
        calls.stream()
            .map(call -> place(call.context()))
            .collect(Collectors.toCollection(TreeSet::new));
    if (places.size() > 1) {
      throw new UserError(
          "plan "
              + prefix
              + " was carried out in several places; choose one with --vpc, or give the audit log of"
              + " one cluster: "
              + String.join("; ", places));
    }
    return new ChosenPlan(hashes.iterator().next(), calls);
  }

  private static String place(AuditContext context) {
    return "ManagedVpc "
        + context.vpc()
        + " ("
        + context.vpcId()
        + ", "
        + context.region()
        + ") of cluster "
        + context.cluster();
  }

  /** What the log does have. */
  private String known() {
    if (all.isEmpty()) {
      return "it has no audit lines at all";
    }
    Map<String, List<AuditedCall>> plans = new LinkedHashMap<>();
    all.forEach(
        call -> plans.computeIfAbsent(call.context().since(), h -> new ArrayList<>()).add(call));
    return "it has these, by the hash that was seen first:\n"
        + plans.entrySet().stream()
            .map(
                plan ->
                    "  "
                        + plan.getKey()
                        + "  "
                        + plan.getValue().get(0).time()
                        + "  "
                        + plan.getValue().get(0).context().vpc()
                        + "  "
                        + plan.getValue().size()
                        + (plan.getValue().size() == 1 ? " call" : " calls"))
            .collect(Collectors.joining("\n"));
  }
}
