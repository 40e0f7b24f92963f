package dev.rolegate.ec2.aws.uses;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.RecordingFrequency;
import software.amazon.awssdk.services.config.model.RecordingGroup;
import software.amazon.awssdk.services.config.model.RecordingMode;
import software.amazon.awssdk.services.config.model.RecordingScope;

/** Which kinds a recorder of AWS Config records as they change. */
final class Recording {
  private Recording() {}

  /**
   * Those of the wanted kinds. One that is recorded once a day is not among them, since a use may
   * be a day old before it shows; nor is what a service's own recorder keeps to itself.
   */
  static Set<String> kinds(ConfigurationRecorder recorder, Set<String> wanted) {
    Set<String> kinds = new TreeSet<>();
    if (recorder.recordingScope() != RecordingScope.INTERNAL) {
      kinds.addAll(chosen(recorder.recordingGroup(), wanted));
      kinds.removeIf(kind -> isDaily(recorder.recordingMode(), kind));
    }
    return kinds;
  }

  private static Set<String> chosen(RecordingGroup group, Set<String> wanted) {
    // AWS Config's own default: everything.
    if (group == null) {
      return wanted;
    }
    Set<String> kinds = new HashSet<>(wanted);
    String strategy =
        group.recordingStrategy() == null
            ? ""
            : String.valueOf(group.recordingStrategy().useOnlyAsString());
    if (strategy.equals("EXCLUSION_BY_RESOURCE_TYPES")) {
      if (group.exclusionByResourceTypes() == null) {
        return Set.of();
      }
      kinds.removeAll(group.exclusionByResourceTypes().resourceTypesAsStrings());
    } else if (!strategy.equals("ALL_SUPPORTED_RESOURCE_TYPES")
        && !Boolean.TRUE.equals(group.allSupported())) {
      kinds.retainAll(group.resourceTypesAsStrings());
    }
    return kinds;
  }

  private static boolean isDaily(RecordingMode mode, String kind) {
    if (mode == null) {
      return false;
    }
    RecordingFrequency frequency =
        mode.recordingModeOverrides().stream()
            .filter(one -> one.resourceTypesAsStrings().contains(kind))
            .map(one -> one.recordingFrequency())
            .findFirst()
            .orElse(mode.recordingFrequency());
    return frequency == RecordingFrequency.DAILY;
  }
}
