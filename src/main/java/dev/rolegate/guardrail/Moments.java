package dev.rolegate.guardrail;

import dev.rolegate.model.Review;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When an answer can become another one by time alone. */
final class Moments {
  private Moments() {}

  static Optional<Instant> until(Guardrails guardrails, Docket docket) {
    Instant now = docket.now();
    Stream<Instant> exemptions =
        docket.exemptions().stream().flatMap(one -> Stream.of(one.from(), one.until()));
    Stream<Instant> documents =
        docket.desired().groups().stream()
            .flatMap(
                group ->
                    Stream.concat(
                        group.rules().stream().flatMap(rule -> rule.expiresAt().stream()),
                        group.documented().review().flatMap(Review::due).stream()));
    Stream<Instant> clock =
        guardrails.checks().stream().filter(Check::readsClock).map(check -> now.plus(Limits.CLOCK));
    return Stream.of(exemptions, documents, clock)
        .flatMap(all -> all)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }
}
