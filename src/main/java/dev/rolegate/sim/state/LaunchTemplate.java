package dev.rolegate.sim.state;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A launch template with all its versions by number. */
public record LaunchTemplate(
    String id,
    String owner,
    Tags tags,
    String name,
    Instant created,
    String createdBy,
    long defaultVersion,
    long latestVersion,
    SortedMap<Long, Version> versions)
    implements Entity {

  /**
   * One version.
   *
   * @param data the launch parameters as they were sent, such as {@code SecurityGroupId.1}; EC2
   *     does not check what they name until a launch [D]
   */
  public record Version(
      long number, Optional<String> description, Instant created, Map<String, String> data) {
    public Version {
      data = Map.copyOf(data);
    }
  }

  public LaunchTemplate {
    versions = new TreeMap<>(versions);
  }

  public LaunchTemplate adding(Version version) {
    SortedMap<Long, Version> more = new TreeMap<>(versions);
    more.put(version.number(), version);
    return copy(tags, defaultVersion, version.number(), more);
  }

  public LaunchTemplate withDefault(long number) {
    return copy(tags, number, latestVersion, versions);
  }

  @Override
  public LaunchTemplate withTags(Tags newTags) {
    return copy(newTags, defaultVersion, latestVersion, versions);
  }

  private LaunchTemplate copy(
      Tags newTags, long newDefault, long newLatest, SortedMap<Long, Version> newVersions) {
    return new LaunchTemplate(
        id, owner, newTags, name, created, createdBy, newDefault, newLatest, newVersions);
  }

  @Override
  public String resourceType() {
    return "launch-template";
  }
}
