package dev.rolegate.cli;

import dev.rolegate.sim.fault.Behaviour;
import dev.rolegate.sim.fault.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the simulator is to misbehave; by default not at all. */
final class FaultOptions {
  @Option(
      names = "--throttle",
      description = "Answer RequestLimitExceeded by AWS's published request buckets.")
  private boolean throttle;

  @Option(
      names = "--read-lag",
      paramLabel = "TIME",
      converter = Span.class,
      description = "Describe calls answer from the state that long ago, as 8s or 500ms.")
  private Duration readLag;

  @Option(
      names = "--random-read-lag",
      paramLabel = "TIME",
      converter = Span.class,
      description = "Describe calls answer from a state between now and that long ago.")
  private Duration randomReadLag;

  @Option(
      names = "--visibility-lag",
      paramLabel = "TIME",
      converter = Span.class,
      description = "Writes do not find a new group for that long after its creation.")
  private Duration visibilityLag;

  @Option(
      names = "--data-plane-lag",
      paramLabel = "TIME",
      converter = Span.class,
      description = "The data plane follows the API that much later.")
  private Duration dataPlaneLag;

  @Option(
      names = "--deny",
      split = ",",
      paramLabel = "ACTION",
      description = "Answer UnauthorizedOperation to these actions; Delete* stands for a family.")
  private List<String> denied = List.of();

  @Option(
      names = "--fail",
      split = ",",
      paramLabel = "ACTION=SHARE[:KIND]",
      converter = Failing.class,
      description = {
        "Let that share of the calls fail, as Authorize*=0.05:drop-after.",
        "KIND: error-before (default), error-after, unavailable-before, unavailable-after,"
            + " drop-before, drop-after; -after means that the call had its effect."
      })
  private List<Failure> failures = List.of();

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = Span.class,
      description = "Let each call take that much longer.")
  private Duration latency;

  /** Sets what was written; whatever was not stays as a scenario set it. */
  void apply(Behaviour behaviour) {
    if (throttle) {
      behaviour.throttling(true);
    }
    if (readLag != null) {
      behaviour.readLag(readLag);
    }
    if (randomReadLag != null) {
      behaviour.randomReadLag(randomReadLag, false);
    }
    if (visibilityLag != null) {
      behaviour.visibilityLag(visibilityLag);
    }
    if (dataPlaneLag != null) {
      behaviour.dataPlaneLag(dataPlaneLag);
    }
    if (latency != null) {
      behaviour.latency(latency, Duration.ZERO);
    }
    behaviour.deny(denied.toArray(String[]::new));
    failures.forEach(behaviour::fail);
  }

  boolean conflicting() {
    return readLag != null && randomReadLag != null;
  }

  /** {@code 8s}, {@code 500ms}, {@code 2m}. */
  static final class Span implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m)");

    @Override
    public Duration convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no time; write it as 500ms, 8s or 2m");
      }
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        default -> Duration.ofMinutes(count);
      };
    }
  }

  /** {@code ACTION=SHARE[:KIND]}. */
  static final class Failing implements ITypeConverter<Failure> {
    private static final Pattern FORM =
        Pattern.compile(
            "([A-Za-z]+\\*?|\\*)=(0(?:\\.\\d+)?|1(?:\\.0+)?)(?::(error|unavailable|drop)-(before|after))?");

    @Override
    public Failure convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no failure; write ACTION=SHARE[:KIND], as Authorize*=0.05:drop-after");
      }
      String side = matcher.group(4) == null ? "before" : matcher.group(4);
      return Failure.rate(
          matcher.group(1),
          Failure.When.valueOf(side.toUpperCase(Locale.ROOT)),
          kind(matcher.group(3)),
          Double.parseDouble(matcher.group(2)));
    }

    private static Failure.Kind kind(String word) {
      if (word == null || word.equals("error")) {
        return Failure.Kind.INTERNAL_ERROR;
      }
      return word.equals("drop") ? Failure.Kind.DROP : Failure.Kind.UNAVAILABLE;
    }
  }
}
