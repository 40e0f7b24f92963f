package dev.rolegate.docs;

import dev.rolegate.model.UseCollector;
import dev.rolegate.usage.HolderKind;
import dev.rolegate.usage.HolderKinds;
import dev.rolegate.usage.sprawl.SprawlKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What can hold a group, and where it is looked for, from the catalogue that decides by it. */
final class HolderTables {
  private HolderTables() {}

  /** Every kind that some collector sees. */
  static String covered() {
    return Pages.table(
        List.of("kind", "how it holds", "seen by", "remark"),
        HolderKinds.all().stream()
            .filter(kind -> !kind.collectors().isEmpty())
            .map(
                kind ->
                    List.of(
                        Pages.code(kind.name()),
                        kind.presence().text(),
                        seenBy(kind),
                        Pages.text(kind.note())))
            .toList());
  }

  /** The others: AWS Config may show them. */
  static String uncovered() {
    return Pages.table(
        List.of("kind", "how it holds", "remark"),
        HolderKinds.all().stream()
            .filter(kind -> kind.collectors().isEmpty())
            .map(
                kind ->
                    List.of(
                        Pages.code(kind.name()), kind.presence().text(), Pages.text(kind.note())))
            .toList());
  }

  private static String seenBy(HolderKind kind) {
    return kind.collectors().stream()
        .map(collector -> Pages.code(collector.apiName()))
        .collect(Collectors.joining(", "));
  }

  static String sprawl() {
    return Pages.table(
        List.of("finding", "what it is"),
        Arrays.stream(SprawlKind.values())
            .map(kind -> List.of(Pages.code(kind.apiName()), kind.meaning()))
            .toList());
  }

  static String collectors() {
    return Pages.table(
        List.of("collector", "can be left out", "asks"),
        Arrays.stream(UseCollector.values())
            .map(
                collector ->
                    List.of(
                        Pages.code(collector.apiName()),
                        collector.isAlways() ? "no" : "yes",
                        collector.permissions().isEmpty()
                            ? "the cluster, by API discovery"
                            : collector.permissions().stream()
                                .map(Pages::code)
                                .collect(Collectors.joining(", "))))
            .toList());
  }
}
