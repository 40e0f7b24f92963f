package dev.rolegate.operator.status;

import dev.rolegate.api.SprawlCount;
import dev.rolegate.api.SprawlFindingStatus;
import dev.rolegate.api.SprawlStatus;
import dev.rolegate.model.OneLine;
import dev.rolegate.usage.sprawl.Sprawl;
import dev.rolegate.usage.sprawl.SprawlFinding;
import dev.rolegate.usage.sprawl.SprawlKind;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Findings about sprawl as a ManagedVpc's status has them: few, and each within its limits. */
public final class SprawlFigures {
  private static final String MORE = "…";

  /** Differs each time, so that the same failure would look like news. */
  private static final Pattern REQUEST = Pattern.compile(" \\(request [^)]*\\)");

  private SprawlFigures() {}

  public static SprawlStatus of(Sprawl sprawl) {
    return new SprawlStatus(
        Arrays.stream(SprawlKind.values())
            .filter(sprawl.counts()::containsKey)
            .map(kind -> count(sprawl, kind))
            .toList(),
        sprawl.worst(SprawlStatus.MAX_WORST).stream().map(SprawlFigures::finding).toList(),
        sprawl.missing().stream()
            .map(line -> line(REQUEST.matcher(line).replaceAll("")))
            .distinct()
            .limit(SprawlStatus.MAX_MISSING)
            .toList());
  }

  private static SprawlCount count(Sprawl sprawl, SprawlKind kind) {
    List<SprawlFinding> found =
        sprawl.findings().stream().filter(finding -> finding.kind() == kind).toList();
    int groups =
        (int) found.stream().flatMap(finding -> finding.groupIds().stream()).distinct().count();
    return new SprawlCount(kind.apiName(), found.size(), groups);
  }

  private static SprawlFindingStatus finding(SprawlFinding finding) {
    return new SprawlFindingStatus(
        finding.kind().apiName(),
        line(finding.subject()),
        finding.groupIds().size(),
        finding.groupIds().stream().limit(SprawlStatus.MAX_IDS).toList(),
        line(finding.proposal()));
  }

  /** The API server refuses a whole status for one text that is too long. */
  private static String line(String text) {
    String line = OneLine.of(text);
    if (line.length() <= SprawlStatus.MAX_LINE) {
      return line;
    }
    int end = SprawlStatus.MAX_LINE - MORE.length();
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
        + MORE;
  }
}
