package dev.rolegate.cli;

import dev.rolegate.operator.ClusterId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Checks of arguments that several commands take, before anything is asked for. */
final class Arguments {
  private static final Pattern VPC_ID = Pattern.compile("vpc-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");

  private final CommandLine command;

  Arguments(CommandLine command) {
    this.command = command;
  }

  void vpcId(String option, String id) {
    if (!VPC_ID.matcher(id).matches()) {
      throw wrong(option + " is '" + id + "'; write the VPC's id in AWS, as vpc-0a1b2c3d4e5f60718");
    }
  }

  void region(String region) {
    if (region != null && !REGION.matcher(region).matches()) {
      throw wrong("--region is '" + region + "'; write its code, as eu-west-1");
    }
  }

  /**
   * @param known what {@code --output} takes, at least two
   */
  void output(String output, String... known) {
    List<String> all = List.of(known);
    if (!all.contains(output)) {
      int last = all.size() - 1;
      throw wrong(
          "--output is '"
              + output
              + "'; write "
              + String.join(", ", all.subList(0, last))
              + " or "
              + all.get(last));
    }
  }

  /**
   * An id that no operator has would make every group somebody else's.
   *
   * @param id null or blank where none is given
   */
  void clusterId(String id) {
    if (id == null || id.isBlank()) {
      return;
    }
    try {
      ClusterId.of(Optional.of(id));
    } catch (IllegalArgumentException e) {
      throw wrong(
          "--cluster-id, or ROLEGATE_CLUSTER_ID, is '"
              + id
              + "', which no operator can have; write at most 64 letters, digits, dots, hyphens and"
              + " underscores, the same as the operator has");
    }
  }

  /** The Region that the environment names, as the AWS CLI and SDKs read it. */
  static Optional<String> regionOf(Map<String, String> environment) {
    return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  ParameterException wrong(String message) {
    return new ParameterException(command, message);
  }
}
