package dev.rolegate.sim.network;

import dev.rolegate.sim.wire.Ec2Error;
import java.util.List;

/** The Availability Zones of a Region: three, named a, b and c. */
public final class Zones {
  private Zones() {}

  public static List<String> of(String region) {
    return List.of(region + "a", region + "b", region + "c");
  }

  /** A zone's id, such as {@code euw1-az1}; the same for every account here. */
  public static String idOf(String region, String zone) {
    String[] parts = region.split("-");
    StringBuilder shorter = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length - 1; i++) {
      shorter.append(initials(parts[i]));
    }
    shorter.append(parts[parts.length - 1]);
    return shorter + "-az" + (of(region).indexOf(zone) + 1);
  }

  /** The zone of this name or id, or InvalidParameterValue with the names that there are. */
  public static String check(String region, String zone) {
    return of(region).stream()
        .filter(one -> one.equals(zone) || idOf(region, one).equals(zone))
        .findFirst()
        .orElseThrow(
            () ->
                Ec2Error.invalidValue(
                    "Value (%s) for parameter availabilityZone is invalid. Subnets can currently"
                            .formatted(zone)
                        + " only be created in the following availability zones: "
                        + String.join(", ", of(region))
                        + "."));
  }

  private static String initials(String part) {
    return switch (part) {
      case "northeast" -> "ne";
      case "northwest" -> "nw";
      case "southeast" -> "se";
      case "southwest" -> "sw";
      default -> part.substring(0, 1);
    };
  }
}
